package dev.weft.server.connection;

import dev.weft.spi.CloseStatus;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How far a session has come, and with which status it ends. Thread-safe; every transition is made here.
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

    private sealed interface Phase {}

    private enum Open implements Phase {
        OPEN
    }

    // Each has its end with it, made before it is needed: a session ends even if there is no memory left.

    private record Closing(Ended end) implements Phase {}

    private record Completed(Ended end) implements Phase {}

    private record Ended(CloseStatus status) implements Phase {}

    private final AtomicReference<Phase> phase = new AtomicReference<>(Open.OPEN);

    /** What is to run at the end. Whoever takes one out runs it, so each runs once. */
    private final Queue<Runnable> listeners = new ConcurrentLinkedQueue<>();

    /** Begins the closing handshake; false if it has begun before, or there is no session any more. */
    boolean close(CloseStatus status) {
        return phase.get() == Open.OPEN && phase.compareAndSet(Open.OPEN, new Closing(new Ended(status)));
    }

    /** The closing handshake is over; what happens to the connection from now on changes no status. */
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

    /** Why the session is closing or has ended; 1006 if nobody said. */
    CloseStatus status() {
        return switch (Objects.requireNonNull(phase.get())) {
            case Open open -> CloseStatus.ABNORMAL;
            case Closing closing -> closing.end().status();
            case Completed completed -> completed.end().status();
            case Ended ended -> ended.status();
        };
    }

    /** Has something run at the end; at once if the session has ended. */
    void onEnd(Runnable then) {
        listeners.add(then);
        // In this order: either this sees the end, or the end sees the listener.
        if (hasEnded() && listeners.remove(then)) {
            then.run();
        }
    }

    void forget(Runnable then) {
        listeners.remove(then);
    }

    /** Whether anything is to run at the end. */
    boolean isAwaited() {
        return !listeners.isEmpty();
    }

    /** Runs what is to run at the end, all of it, whatever one of them throws. After {@link #end}. */
    void tellListeners() {
        for (Runnable next = listeners.poll(); next != null; next = listeners.poll()) {
            try {
                next.run();
            } catch (RuntimeException | Error fault) {
                // Such as no memory for a moment. The others are told all the same.
            }
        }
    }
}
