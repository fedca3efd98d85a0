package dev.weft.server.outbound;

import dev.weft.server.resource.Pool;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one connection's own thread that wait for the end of its batch, encoded one after the other. Used under the
 * outbox's lock, but for {@link #isEmpty} and the switch, which are the owner's.
 */
public final class Cork {

    /** Why 16 KiB? It holds the replies of one read of short messages, and stays in the fastest cache. */
    static final int SIZE = 16 * 1024;

    private final Thread owner;
    private final Pool<ByteBuffer> pool;
    private boolean on;
    private @Nullable ByteBuffer frames;

    Cork(Thread owner, Pool<ByteBuffer> pool) {
        this.owner = owner;
        this.pool = pool;
    }

    /** Makes a pool for all corks; direct buffers, so that the socket takes them without one more copy. */
    public static Pool<ByteBuffer> pool() {
        return Pool.ofBuffers(() -> ByteBuffer.allocateDirect(SIZE));
    }

    void switchOn() {
        on = true;
    }

    void switchOff() {
        on = false;
    }

    boolean isEmpty() {
        return frames == null;
    }

    /** Whether a frame of this size can be added: if it is the owner's, and there is room. */
    // The owner is one thread and no equal of it.
    @SuppressWarnings("ReferenceEquality")
    boolean takes(int size) {
        return on && Thread.currentThread() == owner && size <= (frames == null ? SIZE : frames.remaining());
    }

    void add(OutgoingFrame frame) {
        if (frames == null) {
            frames = pool.borrow();
        }
        frame.encodeTo(frames);
    }

    /** Hands out what was collected, to be written and {@link #giveBack given back}; null if there is nothing. */
    @Nullable
    ByteBuffer take() {
        ByteBuffer taken = frames;
        frames = null;
        return taken;
    }

    /** Takes back what was handed out and is not written after all. */
    void putBack(@Nullable ByteBuffer taken) {
        frames = taken;
    }

    /** Forgets what was collected. */
    void discard() {
        giveBack(take());
    }

    void giveBack(@Nullable ByteBuffer taken) {
        if (taken != null) {
            pool.giveBack(taken);
        }
    }
}
