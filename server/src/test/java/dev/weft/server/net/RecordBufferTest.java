package dev.weft.server.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.resource.Pool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.junit.jupiter.api.Test;

class RecordBufferTest {

    private final RecordBuffer records = new RecordBuffer(Pool.ofBuffers(() -> ByteBuffer.allocate(16_709)));

    @Test
    void holdsNoLargeArrayBeforeThatManyBytesHaveCome() throws IOException {
        assertEquals(512, records.fill(source(600)));

        assertEquals(512, records.bytes().capacity());
    }

    @Test
    void takesALongRecordWhole() throws IOException {
        RecordBuffer.Source source = source(16_709);
        int total = 0;
        for (int count = records.fill(source); count > 0 && total < 16_709; count = records.fill(source)) {
            total += count;
            if (total == 16_709) {
                break;
            }
        }

        assertEquals(16_709, records.bytes().remaining());
        for (int i = 0; i < 16_709; i++) {
            assertEquals((byte) i, records.bytes().get(i));
        }
    }

    @Test
    void refusesMoreThanTheLongestRecord() throws IOException {
        RecordBuffer.Source source = source(16_710);
        while (records.bytes().remaining() < 16_709) {
            records.fill(source);
        }

        IOException refused = assertThrows(IOException.class, () -> records.fill(source));
        assertEquals("a TLS record of more than 16709 bytes", refused.getMessage());
    }

    @Test
    void isSmallAgainBeforeItWaitsForTheNextRecord() throws IOException {
        RecordBuffer.Source source = source(1000);
        records.fill(source);
        records.fill(source);
        assertEquals(16_709, records.bytes().capacity());
        records.bytes().position(1000);

        assertEquals(-1, records.fill(source));

        assertTrue(records.isEmpty());
        assertEquals(512, records.bytes().capacity());
    }

    @Test
    void keepsWhatIsNotDecryptedYet() throws IOException {
        RecordBuffer.Source source = source(700);
        records.fill(source);
        records.bytes().position(510);

        records.fill(source);

        assertEquals(190, records.bytes().remaining());
        assertEquals((byte) 510, records.bytes().get());
    }

    private static RecordBuffer.Source source(int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (int i = 0; i < size; i++) {
            bytes.put((byte) i);
        }
        return Channels.newChannel(new ByteArrayInputStream(bytes.array()))::read;
    }
}
