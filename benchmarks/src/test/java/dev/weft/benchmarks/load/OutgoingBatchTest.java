package dev.weft.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutgoingBatchTest {

    private static final int KEY = 0x1234_F00D;

    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {8, 64, 125, 126, 65_535, 65_536})
    void countsTheMessagesInTheirMaskedPayload(int size) throws IOException {
        OutgoingBatch batch = batch(size, Content.ASCII, 3);

        batch.prepare(3, 0);
        batch.write(Channels.newChannel(sink));
        batch.prepare(2, 0);
        batch.write(Channels.newChannel(sink));

        byte[] written = sink.toByteArray();
        int frameLength = ClientFrame.headerLength(size) + size;
        assertEquals(5 * frameLength, written.length);
        for (int i = 0; i < 5; i++) {
            byte[] expected = Payload.filler(size, Content.ASCII, 0);
            System.arraycopy(String.format("%08x", i).getBytes(), 0, expected, 0, 8);
            ByteBuffer frame = ByteBuffer.allocate(frameLength);
            ClientFrame.encode(frame, Opcodes.TEXT, KEY, expected);
            assertArrayEquals(frame.array(), Arrays.copyOfRange(written, i * frameLength, (i + 1) * frameLength));
        }
    }

    @Test
    void goesOnWhereAPartialWriteStopped() throws IOException {
        OutgoingBatch batch = batch(64, Content.BINARY, 2);
        batch.prepare(2, 0);

        batch.write(new Trickle());
        assertFalse(batch.isWritten());
        while (!batch.isWritten()) {
            batch.write(new Trickle());
        }

        OutgoingBatch whole = batch(64, Content.BINARY, 2);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        whole.prepare(2, 0);
        whole.write(Channels.newChannel(expected));
        assertTrue(whole.isWritten());
        assertArrayEquals(expected.toByteArray(), sink.toByteArray());
    }

    @Test
    void remembersWhenMessagesInFlightWereSent() throws IOException {
        OutgoingBatch batch = batch(8, Content.ASCII, 2);

        batch.prepare(2, 100);
        batch.write(Channels.newChannel(sink));
        batch.prepare(1, 200);

        assertEquals(100, batch.sentAt(1));
        assertEquals(200, batch.sentAt(2));
        assertEquals(3, batch.sent());
    }

    private static OutgoingBatch batch(int size, Content content, int capacity) {
        return new OutgoingBatch(new Messages(new MessageShape(size, content)), capacity, KEY);
    }

    /** Takes 7 bytes at a time, which is never a frame boundary here. */
    private final class Trickle implements WritableByteChannel {

        @Override
        public int write(ByteBuffer source) {
            int length = Math.min(7, source.remaining());
            for (int i = 0; i < length; i++) {
                sink.write(source.get());
            }
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
