package dev.weft.server.connection;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to read: decides between a callback that returns and a watchdog that promotes.
 *
 * <pre>
 *              enter()             promote()
 *   READING ------------> CALLING -----------> Promoted
 *      ^                     |                  (for good: a second thread reads into the inbox)
 *      +---------------------+
 *              exit()
 * </pre>
 */
final class ReadOwnership {

    private sealed interface Owner {}

    private enum Own implements Owner {
        READING,
        CALLING
    }

    private record Promoted(Inbox inbox) implements Owner {}

    private final AtomicReference<Owner> state = new AtomicReference<>(Own.READING);

    /** A callback begins; the connection's own thread says so. */
    void enter() {
        state.compareAndSet(Own.READING, Own.CALLING);
    }

    /** A callback has returned; the connection's own thread reads again, unless it was promoted meanwhile. */
    void exit() {
        state.compareAndSet(Own.CALLING, Own.READING);
    }

    /** Whether a callback runs, so that reading can be taken away. */
    boolean isCalling() {
        return state.get() == Own.CALLING;
    }

    /** Takes reading away from a thread that is in a callback; the inbox to fill, for the one caller that did. */
    @Nullable
    Inbox promote() {
        Inbox inbox = new Inbox();
        return state.get() == Own.CALLING && state.compareAndSet(Own.CALLING, new Promoted(inbox)) ? inbox : null;
    }

    /** The inbox of a promoted connection. */
    @Nullable
    Inbox inbox() {
        return state.get() instanceof Promoted promoted ? promoted.inbox() : null;
    }
}
