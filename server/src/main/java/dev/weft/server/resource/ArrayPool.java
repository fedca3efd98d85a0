package dev.weft.server.resource;

import dev.weft.engine.session.BufferPool;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lends receive arrays, a limited number at a time, and keeps a few returned ones. Thread-safe. */
public final class ArrayPool implements BufferPool {

    /** Why 64 KiB and 16? A message of 64 KiB, the largest common one, arrives in one read with its header. */
    public static final int ARRAY_SIZE = 64 * 1024 + 16;

    /** Why 64? More than the carriers that can be reading at one moment. */
    private static final int KEPT = 64;

    private final ReentrantLock lock = new ReentrantLock();

    /** Allocated at full size, so that returning an array needs no memory. */
    private final ArrayDeque<byte[]> kept = new ArrayDeque<>(KEPT);

    private final int limit;
    private int lent;

    /** Makes a pool that lends at most this many arrays at once. */
    public ArrayPool(int limit) {
        this.limit = limit;
    }

    @Override
    public byte @Nullable [] borrow() {
        byte[] array;
        lock.lock();
        try {
            if (lent >= limit) {
                return null;
            }
            lent++;
            array = kept.pollLast();
        } finally {
            lock.unlock();
        }
        return array == null ? allocate() : array;
    }

    /** How many are lent now. */
    public int lent() {
        lock.lock();
        try {
            return lent;
        } finally {
            lock.unlock();
        }
    }

    /** Called without the lock: an allocation may take as long as a garbage collection, or fail. */
    private byte[] allocate() {
        boolean allocated = false;
        try {
            byte[] array = new byte[ARRAY_SIZE];
            allocated = true;
            return array;
        } finally {
            if (!allocated) {
                takeBack(null);
            }
        }
    }

    @Override
    public void giveBack(byte[] array) {
        takeBack(array);
    }

    private void takeBack(byte @Nullable [] array) {
        lock.lock();
        try {
            lent--;
            if (array != null && kept.size() < KEPT) {
                kept.addLast(array);
            }
        } finally {
            lock.unlock();
        }
    }
}
