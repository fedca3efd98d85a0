package dev.weft.server.resource;

import dev.weft.engine.session.BufferPool;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Lends receive arrays, a limited number at a time, and keeps a few returned ones. Thread-safe. */
public final class ArrayPool implements BufferPool {

    /** Why 64 KiB and 16? A message of 64 KiB, the largest common one, arrives in one read with its header. */
    public static final int ARRAY_SIZE = 64 * 1024 + 16;

    /** Why 64? More than the carriers that can be reading at one moment. */
    private static final int KEPT = 64;

    private final Pool<byte[]> arrays = new Pool<>(KEPT, () -> new byte[ARRAY_SIZE], array -> {}, garbage -> {});

    private final int limit;
    private final Semaphore left;

    /** Makes a pool that lends at most this many arrays at once. */
    public ArrayPool(int limit) {
        this.limit = limit;
        this.left = new Semaphore(limit);
    }

    @Override
    public byte @Nullable [] borrow() {
        if (!left.tryAcquire()) {
            return null;
        }
        boolean borrowed = false;
        try {
            byte[] array = arrays.borrow();
            borrowed = true;
            return array;
        } finally {
            if (!borrowed) {
                left.release();
            }
        }
    }

    /** How many are lent now. */
    public int lent() {
        return limit - left.availablePermits();
    }

    @Override
    public void giveBack(byte[] array) {
        try {
            arrays.giveBack(array);
        } finally {
            left.release();
        }
    }
}
