package dev.weft.server.resource;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lends objects of one kind for a moment, and keeps a few that came back. Thread-safe. */
public final class Pool<T> {

    /** Why 64? More than are lent at one moment to threads that are not waiting for a peer. */
    private static final int KEPT_BUFFERS = 64;

    private final ReentrantLock lock = new ReentrantLock();

    /** Allocated at full size, so that giving an object back needs no memory. */
    private final ArrayDeque<T> kept;

    private final int capacity;
    private final Supplier<T> allocate;
    private final Consumer<T> reset;
    private final Consumer<T> discard;

    /**
     * Makes an empty pool.
     *
     * @param capacity how many unused objects are kept
     * @param allocate makes an object when none is left
     * @param reset prepares a returned object for the next borrower
     * @param discard releases a returned object that is not kept
     */
    public Pool(int capacity, Supplier<T> allocate, Consumer<T> reset, Consumer<T> discard) {
        this.kept = new ArrayDeque<>(capacity);
        this.capacity = capacity;
        this.allocate = allocate;
        this.reset = reset;
        this.discard = discard;
    }

    /** Makes a pool of buffers, each of which is lent empty. */
    public static Pool<ByteBuffer> ofBuffers(Supplier<ByteBuffer> allocate) {
        return new Pool<>(KEPT_BUFFERS, allocate, ByteBuffer::clear, garbage -> {});
    }

    /** Lends an object. */
    public T borrow() {
        T object = pollKept();
        // Without the lock: an allocation may take as long as a collection, or fail.
        return object == null ? allocate.get() : object;
    }

    private @Nullable T pollKept() {
        lock.lock();
        try {
            return kept.pollLast();
        } finally {
            lock.unlock();
        }
    }

    /** Takes an object back, whatever it contains. */
    public void giveBack(T object) {
        reset.accept(object);
        if (!keep(object)) {
            discard.accept(object);
        }
    }

    private boolean keep(T object) {
        lock.lock();
        try {
            if (kept.size() < capacity) {
                kept.addLast(object);
                return true;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }
}
