package dev.weft.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * The frames one connection sends: encoded and masked once, then only their sequence numbers change.
 *
 * <p>All messages that are due go out in one write, which is what a pipelining client does.
 */
final class OutgoingBatch {

    private final ByteBuffer frames;
    private final int frameLength;
    private final int sequenceAt;
    private final long sequenceMask;
    private final long[] sentAt;
    private int sent;

    /**
     * Encodes {@code capacity} frames.
     *
     * @param shape the message
     * @param capacity the most messages that are ever in flight
     * @param maskingKey this connection's key
     */
    OutgoingBatch(MessageShape shape, int capacity, int maskingKey) {
        int headerLength = ClientFrame.headerLength(shape.size());
        frameLength = Math.addExact(headerLength, shape.size());
        frames = ByteBuffer.allocateDirect(Math.multiplyExact(frameLength, capacity));
        sequenceAt = headerLength;
        sequenceMask = (maskingKey & 0xFFFF_FFFFL) << 32 | maskingKey & 0xFFFF_FFFFL;
        sentAt = new long[capacity];
        byte[] payload = shape.template();
        for (int i = 0; i < capacity; i++) {
            ClientFrame.encode(frames, shape.content().opcode(), maskingKey, payload);
        }
        frames.limit(0);
    }

    /** Makes the next messages ready to write; the batch before must have been written whole. */
    void prepare(int count, long now) {
        frames.limit(count * frameLength).position(0);
        for (int i = 0; i < count; i++) {
            frames.putLong(i * frameLength + sequenceAt, Payload.sequenceDigits(sent) ^ sequenceMask);
            sentAt[Integer.remainderUnsigned(sent, sentAt.length)] = now;
            sent++;
        }
    }

    /** Writes what the channel takes. */
    void write(WritableByteChannel channel) throws IOException {
        channel.write(frames);
    }

    boolean isWritten() {
        return !frames.hasRemaining();
    }

    /** How many messages have been made ready since the connection opened. */
    int sent() {
        return sent;
    }

    /** When a message that is still in flight was made ready. */
    long sentAt(int sequence) {
        return sentAt[Integer.remainderUnsigned(sequence, sentAt.length)];
    }
}
