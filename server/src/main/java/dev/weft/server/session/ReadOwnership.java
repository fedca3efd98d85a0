package dev.weft.server.session;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which thread reads: decides the race between a callback that returns and a watchdog that promotes.
 *
 * <pre>
 *              enter()             promote()
 *   READING ------------> CALLING -----------> Promoted
 *      ^                     |                  (final: a second thread reads into the inbox)
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

    /** Called by the connection's own thread when a callback begins. */
    void enter() {
        state.compareAndSet(Own.READING, Own.CALLING);
    }

    /**
     * Called when a callback has returned; the connection's own thread reads again, unless it was promoted meanwhile.
     */
    void exit() {
        state.compareAndSet(Own.CALLING, Own.READING);
    }

    /** Whether a callback runs, so that reading can be taken away. */
    boolean isCalling() {
        return state.get() == Own.CALLING;
    }

    /**
     * Takes reading away from a thread that is in a callback; returns the inbox to fill, to the one caller that
     * succeeds.
     */
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
