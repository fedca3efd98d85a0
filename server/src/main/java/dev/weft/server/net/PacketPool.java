package dev.weft.server.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/** Lends the buffers that TLS records are read to, decrypted to and encrypted to. Thread-safe. */
final class PacketPool {

    /**
     * Why 16,709? The longest record that the JDK's engine writes: 2^14 bytes of plaintext (RFC 8446 5.1), and its
     * headers, padding and tag. It encrypts to nothing shorter, however little there is to say.
     */
    static final int PACKET_SIZE = 16_709;

    /** Why 64? More than can be lent at one moment to those who are not waiting for a peer. */
    private static final int KEPT = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<ByteBuffer> kept = new ArrayDeque<>();

    /** Lends an empty buffer; on the heap, where the ciphers work without a copy. */
    ByteBuffer borrow() {
        lock.lock();
        try {
            ByteBuffer buffer = kept.pollLast();
            return buffer == null ? ByteBuffer.allocate(PACKET_SIZE) : buffer;
        } finally {
            lock.unlock();
        }
    }

    void giveBack(ByteBuffer buffer) {
        buffer.clear();
        lock.lock();
        try {
            if (kept.size() < KEPT) {
                kept.addLast(buffer);
            }
        } finally {
            lock.unlock();
        }
    }
}
