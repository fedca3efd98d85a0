package dev.weft.server.resource;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lends objects of one kind for a moment, and keeps a few that came back. Thread-safe. */
public final class Pool<T> {

    /** Why 64? More than can be lent at one moment to those who are not waiting for a peer. */
    private static final int KEPT_BUFFERS = 64;

    private final ReentrantLock lock = new ReentrantLock();

    /** As large as it gets: what is given back needs no memory. */
    private final ArrayDeque<T> kept;

    private final int capacity;
    private final Supplier<T> allocate;
    private final Consumer<T> reset;
    private final Consumer<T> discard;

    /**
     * Makes an empty pool.
     *
     * @param capacity how many that nobody uses are kept
     * @param allocate makes one when none is left
     * @param reset makes one that came back as good as new
     * @param discard ends one that is not kept
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

    /** Lends one. */
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

    /** Takes one back, whatever is in it. */
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
