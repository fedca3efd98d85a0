package dev.weft.server.net;

import java.nio.channels.Channel;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread that waits for a channel to be ready, until the poller's thread wakes it.
 *
 * <p>The value is the waiting thread; this extends AtomicReference to save an object, because each connection has two
 * of these. The thread that removes the waiting one wakes it, so none is forgotten.
 */
final class ParkedThread extends AtomicReference<@Nullable Thread> {

    private static final long serialVersionUID = 1;

    /** Announces that the caller is about to wait; from now on {@link #end} is not missed. */
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

    /** The same, for at most this long. */
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

    /** Ends the wait because the channel is ready; false if no thread waits. */
    boolean end() {
        Thread waiter = getAndSet(null);
        LockSupport.unpark(waiter);
        return waiter != null;
    }

    /** Wakes the thread so that it checks its channel. */
    void look() {
        LockSupport.unpark(get());
    }

    /** Called if the caller no longer waits, because it found something else to do. */
    void leave() {
        set(null);
    }

    /** Restores an interrupt: it is meant for the caller that asked for the bytes, and does not end the connection. */
    private void leave(boolean interrupted) {
        set(null);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
