package dev.weft.server.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lends buffers of one kind for a moment. Thread-safe. */
public final class ByteBufferPool {

    /** Why 64? More than can be lent at one moment to threads that do not wait for a peer. */
    private static final int KEPT = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<ByteBuffer> kept = new ArrayDeque<>(KEPT);
    private final Supplier<ByteBuffer> allocate;

    /** Makes an empty pool; {@code allocate} makes a buffer when none is left. */
    public ByteBufferPool(Supplier<ByteBuffer> allocate) {
        this.allocate = allocate;
    }

    /** Lends an empty buffer. */
    public ByteBuffer borrow() {
        ByteBuffer buffer = pollKept();
        // Without the lock: an allocation may take as long as a garbage collection, or fail.
        return buffer == null ? allocate.get() : buffer;
    }

    private @Nullable ByteBuffer pollKept() {
        lock.lock();
        try {
            return kept.pollLast();
        } finally {
            lock.unlock();
        }
    }

    /** Takes back a lent buffer, whatever its content. */
    public void giveBack(ByteBuffer buffer) {
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
