package dev.weft.server.session;

import dev.weft.spi.CloseStatus;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The state of a session, and the status with which it ends. Thread-safe; every transition is made here.
 *
 * <pre>
 *        close(status)            complete()                  end()
 *   OPEN -------------> CLOSING ------------> COMPLETED ---------------> ENDED(status)
 *     |                    |
 *     +--------------------+---------------- end() --------------------> ENDED(1006)
 * </pre>
 *
 * <p>RFC 6455 7.1.5: without a closing handshake the close code "is considered to be 1006".
 */
final class SessionLifecycle {

    private static final Ended LOST = new Ended(CloseStatus.ABNORMAL);

    private sealed interface Phase {

        /** Why the session is closing or has ended. A switch over the phases would take memory when it first runs. */
        CloseStatus status();
    }

    private enum Open implements Phase {
        OPEN;

        @Override
        public CloseStatus status() {
            return CloseStatus.ABNORMAL;
        }
    }

    // Each state contains its end, made in advance: a session ends even if there is no memory left.

    private record Closing(Ended end) implements Phase {

        @Override
        public CloseStatus status() {
            return end.status();
        }
    }

    private record Completed(Ended end) implements Phase {

        @Override
        public CloseStatus status() {
            return end.status();
        }
    }

    private record Ended(CloseStatus status) implements Phase {}

    private final AtomicReference<Phase> phase = new AtomicReference<>(Open.OPEN);

    /** Tasks to run at the end. A thread runs those that it removes, so each runs once. */
    private final Queue<Runnable> listeners = new ConcurrentLinkedQueue<>();

    /** Begins the closing handshake; false if it has begun before, or the session has ended. */
    boolean close(CloseStatus status) {
        return phase.get() == Open.OPEN && phase.compareAndSet(Open.OPEN, new Closing(new Ended(status)));
    }

    /**
     * Called when the closing handshake is over; from now on, nothing that happens to the connection changes the
     * status.
     */
    void complete() {
        if (phase.get() instanceof Closing closing) {
            phase.compareAndSet(closing, new Completed(closing.end()));
        }
    }

    /** Ends the session; true if this call did. Allocates nothing. */
    boolean end() {
        Phase now;
        do {
            now = Objects.requireNonNull(phase.get());
            if (now instanceof Ended) {
                return false;
            }
        } while (!phase.compareAndSet(now, now instanceof Completed completed ? completed.end() : LOST));
        return true;
    }

    boolean hasEnded() {
        return phase.get() instanceof Ended;
    }

    /** Why the session is closing or has ended; 1006 if no reason was given. */
    CloseStatus status() {
        return Objects.requireNonNull(phase.get()).status();
    }

    /** Registers a task to run at the end; it runs at once if the session has ended. */
    void onEnd(Runnable then) {
        listeners.add(then);
        // The order matters: either this sees the end, or the end sees the listener.
        if (hasEnded() && listeners.remove(then)) {
            then.run();
        }
    }

    void forget(Runnable then) {
        listeners.remove(then);
    }

    /** Whether any task is registered for the end. */
    boolean isAwaited() {
        return !listeners.isEmpty();
    }

    /** Runs every task registered for the end, whatever any of them throws. After {@link #end}. */
    void tellListeners() {
        for (Runnable next = listeners.poll(); next != null; next = listeners.poll()) {
            try {
                next.run();
            } catch (RuntimeException | Error fault) {
                // For example temporarily out of memory. The others are still told.
            }
        }
    }
}
