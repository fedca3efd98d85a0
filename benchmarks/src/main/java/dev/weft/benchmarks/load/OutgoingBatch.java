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

    private final byte[][] encoded;
    private final int[] sequenceAt;
    private final ByteBuffer frames;
    private final long sequenceMask;
    private final long[] sentAt;
    private int sent;

    /**
     * Encodes the messages.
     *
     * @param messages what to send
     * @param capacity the most messages that are ever in flight
     * @param maskingKey this connection's key
     */
    OutgoingBatch(Messages messages, int capacity, int maskingKey) {
        encoded = new byte[messages.variants()][];
        sequenceAt = new int[encoded.length];
        int longest = 0;
        for (int i = 0; i < encoded.length; i++) {
            byte[] payload = messages.payload(i);
            int headerLength = ClientFrame.headerLength(payload.length);
            encoded[i] = new byte[headerLength + payload.length];
            ClientFrame.encode(ByteBuffer.wrap(encoded[i]), messages.firstBits(), maskingKey, payload);
            sequenceAt[i] = headerLength + messages.sequenceOffset();
            longest = Math.max(longest, encoded[i].length);
        }
        frames =
                ByteBuffer.allocateDirect(Math.multiplyExact(longest, capacity)).limit(0);
        // RFC 6455 5.3: j = i MOD 4, so the key begins where the digits do.
        long key = Integer.rotateLeft(maskingKey, Byte.SIZE * (messages.sequenceOffset() & 3)) & 0xFFFF_FFFFL;
        sequenceMask = key << 32 | key;
        sentAt = new long[capacity];
    }

    /** Makes the next messages ready to write; the batch before must have been written whole. */
    void prepare(int count, long now) {
        frames.clear();
        for (int i = 0; i < count; i++) {
            int variant = Integer.remainderUnsigned(sent, encoded.length);
            int start = frames.position();
            frames.put(encoded[variant]);
            frames.putLong(start + sequenceAt[variant], Payload.sequenceDigits(sent) ^ sequenceMask);
            sentAt[Integer.remainderUnsigned(sent, sentAt.length)] = now;
            sent++;
        }
        frames.flip();
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
