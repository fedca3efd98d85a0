package dev.weft.server.net;

import dev.weft.server.resource.Pool;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The received bytes that are not decrypted yet: a small array of the connection's own, and a large one from the pool
 * only while a longer record arrives. A connection that waits for its next record holds no large array, even if a long
 * record was announced: it borrows one when the bytes arrive.
 */
final class RecordBuffer {

    /** Why 512? A short message with all its framing arrives in one read. */
    static final int SMALL = 512;

    /**
     * Why 16,709? The longest record that the JDK's engine writes: 2^14 bytes of plaintext (RFC 8446 5.1), and its
     * headers, padding and tag. It demands this much room to encrypt even a short message.
     */
    static final int LONGEST = 16_709;

    /** The source of the bytes. */
    @FunctionalInterface
    interface Source {
        /** Reads once, waiting if no bytes are available; -1 at the end. */
        int read(ByteBuffer target) throws IOException;
    }

    private final Pool<ByteBuffer> pool;
    private final ByteBuffer small = ByteBuffer.allocate(SMALL).limit(0);
    private ByteBuffer bytes = small;

    RecordBuffer(Pool<ByteBuffer> pool) {
        this.pool = pool;
    }

    /** The received bytes, from the position to the limit. Decrypting some of them moves the position. */
    ByteBuffer bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return !bytes.hasRemaining();
    }

    /**
     * Reads once, waiting if no bytes are available.
     *
     * @return the number of bytes; -1 at the end
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

    /** Forgets its content, and returns the lent array. */
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
