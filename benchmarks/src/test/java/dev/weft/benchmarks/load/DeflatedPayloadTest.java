package dev.weft.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeflatedPayloadTest {

    private static final int KEY = 0x1234_F00D;
    private static final int COUNT = 70; // more than there are variants

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 125, 1_024, 65_536})
    void inflatesToTheCountedMessages(int size) throws IOException {
        Messages messages = messages(size);
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        OutgoingBatch batch = new OutgoingBatch(messages, COUNT, KEY);

        batch.prepare(COUNT, 0);
        batch.write(Channels.newChannel(sink));

        ByteBuffer written = ByteBuffer.wrap(sink.toByteArray());
        try (MessageInflater inflater = MessageInflater.withTakeover()) {
            for (int i = 0; i < COUNT; i++) {
                byte[] expected = messages.plain(i).clone();
                System.arraycopy(String.format("%08x", i).getBytes(), 0, expected, 0, 8);
                byte[] payload = unmaskedPayload(written);
                byte[] output = new byte[size + 1];
                inflater.add(ByteBuffer.wrap(payload), payload.length);
                assertArrayEquals(expected, Arrays.copyOf(output, inflater.inflate(output)), "message " + i);
            }
        }
        assertFalse(written.hasRemaining());
    }

    @Test
    void makesJsonSmaller() {
        assertTrue(messages(1_024).payload(0).length < 700);
    }

    @Test
    void rejectsWhatIsNotDeflate() {
        Inflater zlib = new Inflater(true);
        MessageInflater inflater = MessageInflater.sharing(zlib);
        byte[] reservedBlockType = {0x07};
        inflater.add(ByteBuffer.wrap(reservedBlockType), 1);

        assertThrows(ProtocolError.class, () -> inflater.inflate(new byte[10]));
        zlib.end();
    }

    private static Messages messages(int size) {
        return new Messages(new MessageShape(size, Content.JSON, MessageShape.Coding.DEFLATE));
    }

    private static byte[] unmaskedPayload(ByteBuffer frames) {
        assertEquals((byte) 0xC1, frames.get(), "FIN, RSV1 and TEXT");
        int length = frames.get() & 0x7F;
        if (length == 126) {
            length = frames.getShort() & 0xFFFF;
        } else if (length == 127) {
            length = Math.toIntExact(frames.getLong());
        }
        byte[] key = new byte[4];
        frames.get(key);
        byte[] payload = new byte[length];
        frames.get(payload);
        for (int i = 0; i < length; i++) {
            payload[i] ^= key[i & 3];
        }
        return payload;
    }
}
