package dev.weft.server.connection;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/** Lends the buffers that a batch of replies is collected in. Thread-safe. */
final class CorkPool {

    /** Why 16 KiB? It holds the replies of one read of short messages, and stays in the fastest cache. */
    static final int BUFFER_SIZE = 16 * 1024;

    /** Why 64? More than the batches that can be in the making at one moment. */
    private static final int KEPT = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<ByteBuffer> kept = new ArrayDeque<>();

    /** Lends an empty buffer, direct, so that the socket takes it without one more copy. */
    ByteBuffer borrow() {
        lock.lock();
        try {
            ByteBuffer buffer = kept.pollLast();
            return buffer == null ? ByteBuffer.allocateDirect(BUFFER_SIZE) : buffer;
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
