package dev.weft.server.net;

import dev.weft.server.resource.Pool;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The received bytes that are not decrypted yet: a small array of the connection's own, and a large one from the pool only
 * while a longer record arrives. A connection that waits for its next record holds no large one, and one that was told of
 * a long record holds none before the bytes come.
 */
final class RecordBuffer {

    /** Why 512? A short message with all that is wrapped round it comes in one read. */
    static final int SMALL = 512;

    /**
     * Why 16,709? The longest record that the JDK's engine writes: 2^14 bytes of plaintext (RFC 8446 5.1), and its
     * headers, padding and tag. It encrypts to nothing shorter, however little there is to say.
     */
    static final int LONGEST = 16_709;

    /** Where the bytes come from. */
    @FunctionalInterface
    interface Source {
        /** Reads once, and waits for something if nothing is there; -1 at the end. */
        int read(ByteBuffer target) throws IOException;
    }

    private final Pool<ByteBuffer> pool;
    private final ByteBuffer small = ByteBuffer.allocate(SMALL).limit(0);
    private ByteBuffer bytes = small;

    RecordBuffer(Pool<ByteBuffer> pool) {
        this.pool = pool;
    }

    /** What was received, from the position to the limit. Whoever decrypts some of it moves the position. */
    ByteBuffer bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return !bytes.hasRemaining();
    }

    /**
     * Reads once, and waits for something if nothing is there.
     *
     * @return how many bytes; -1 at the end
     * @throws IOException if the connection is lost, or a record is longer than any may be
     */
    int fill(Source source) throws IOException {
        if (isEmpty()) {
            release();
        }
        bytes.compact();
        if (!bytes.hasRemaining()) {
            enlarge();
        }
        try {
            return source.read(bytes);
        } finally {
            bytes.flip();
        }
    }

    /** Forgets what it holds, and gives back what was lent. */
    void release() {
        if (isLarge()) {
            pool.giveBack(bytes);
            bytes = small;
        }
        bytes.clear().limit(0);
    }

    private void enlarge() throws IOException {
        if (isLarge()) {
            throw new IOException("a TLS record of more than " + LONGEST + " bytes");
        }
        bytes = pool.borrow().put(small.flip());
    }

    private boolean isLarge() {
        return bytes.capacity() > SMALL;
    }
}
