package dev.weft.server.connection;

import dev.weft.server.resource.VirtualThreads;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Recalls virtual threads that the JDK has forgotten. A thread that is woken while there is no memory to enlarge the
 * scheduler's queue counts as woken from then on, so nothing queues it again, and it never runs: its connection would stay
 * for ever, and {@code onClose} would not come.
 *
 * <p>A forgotten thread looks like one that waits for a carrier. So each that does is queued once more; if it was queued
 * already, the second time comes to nothing.
 *
 * <p>Used by the watchdog's thread alone.
 */
final class ForgottenThreads {

    /** Why 10, a second? Longer than a thread waits for a carrier by right, and rare enough to cost nothing. */
    private static final int TICKS = 10;

    private final Consumer<Thread> recall;
    private int ticks;

    ForgottenThreads(Optional<Scheduler> scheduler) {
        recall = scheduler.<Consumer<Thread>>map(it -> it::recall).orElse(thread -> {});
    }

    /** Called on every tick, with the connections and nulls after them. */
    void recall(@Nullable Connection[] connections) {
        if (++ticks % TICKS != 0) {
            return;
        }
        for (Connection connection : connections) {
            if (connection == null) {
                break;
            }
            recall.accept(connection.thread());
        }
        VirtualThreads.forEach(recall);
    }
}
