package dev.weft.server.outbound;

import dev.weft.server.resource.Pool;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one connection's own thread that wait for the end of its batch, encoded one after the other. Used under the
 * outbox's lock, except {@link #isEmpty} and the switch, which only the owner uses.
 */
public final class Cork {

    /** Why 16 KiB? It holds the replies to one read of short messages, and stays in the fastest cache. */
    static final int SIZE = 16 * 1024;

    private final Thread owner;
    private final Pool<ByteBuffer> pool;
    private boolean on;
    private @Nullable ByteBuffer frames;

    Cork(Thread owner, Pool<ByteBuffer> pool) {
        this.owner = owner;
        this.pool = pool;
    }

    /** Makes a pool for all corks; the buffers are direct, so that the socket takes them without another copy. */
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

    /** Whether a frame of this size can be added: the caller is the owner, and there is room. */
    // Compared by identity: the owner is one particular thread.
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

    /** Adds frames as the connection gets them, if {@link #takes} allows it. */
    boolean collect(Packet packet, UnaryOperator<OutgoingFrame> wire) {
        boolean takes = takes(packet.size());
        if (takes) {
            for (OutgoingFrame frame : packet.frames()) {
                add(wire.apply(frame));
            }
        }
        return takes;
    }

    /** Hands out the collected frames, to be written and {@link #giveBack given back}; null if there are none. */
    @Nullable
    ByteBuffer take() {
        ByteBuffer taken = frames;
        frames = null;
        return taken;
    }

    /** Takes back frames that were handed out but not written. */
    void putBack(@Nullable ByteBuffer taken) {
        frames = taken;
    }

    /** Discards the collected frames. */
    void discard() {
        giveBack(take());
    }

    void giveBack(@Nullable ByteBuffer taken) {
        if (taken != null) {
            pool.giveBack(taken);
        }
    }
}
