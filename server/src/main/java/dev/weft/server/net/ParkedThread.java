package dev.weft.server.net;

import java.nio.channels.Channel;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where one thread waits for a channel to be ready, and the poller's wakes it.
 *
 * <p>It holds the thread that waits, and inherits for that because there are two of these for each connection. Whoever
 * takes the thread out wakes it, so none is forgotten.
 */
final class ParkedThread extends AtomicReference<@Nullable Thread> {

    private static final long serialVersionUID = 1;

    /** The caller is about to wait; from now on {@link #end} is not missed. */
    void begin() {
        set(Thread.currentThread());
    }

    /** Parks the caller until another thread has called {@link #end}, or has closed the channel and called {@link #look}. */
    void await(Channel channel) {
        boolean interrupted = false;
        while (isBegun() && channel.isOpen()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        leave(interrupted);
    }

    /** The same, but for no longer than this. */
    void await(Channel channel, long nanos) {
        long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        for (long left = nanos; left > 0 && isBegun() && channel.isOpen(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
        }
        leave(interrupted);
    }

    boolean isBegun() {
        return get() != null;
    }

    /** What is waited for has come; false if nobody waits for it. */
    boolean end() {
        Thread waiter = getAndSet(null);
        LockSupport.unpark(waiter);
        return waiter != null;
    }

    /** Has the thread look at its channel. */
    void look() {
        LockSupport.unpark(get());
    }

    /** The caller waits no longer, because it found something else to do. */
    void leave() {
        set(null);
    }

    /** An interrupt is meant for whoever asked for the bytes, and ends no connection. */
    private void leave(boolean interrupted) {
        set(null);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
