package dev.weft.server.connection;

import dev.weft.server.resource.VirtualThreads;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Recalls virtual threads that the JDK has forgotten because it had no memory for a moment. They would never run again:
 * their connections would stay for ever, {@code onClose} would not come, and what they hold would be lost. It forgets
 *
 * <ul>
 *   <li>a thread that is woken while the scheduler's queue cannot be enlarged: it counts as woken, so nothing queues it
 *       again. It looks like one that waits for a carrier. Each that does is queued once more; if it was queued already, the
 *       second time comes to nothing.
 *   <li>a thread that is about to wait for some time, since Java 24: its timer could not be made after it had left its
 *       carrier.
 *   <li>the timer of a thread that waits for some time, since Java 24. Each of these is woken now and then: any such wait may
 *       end without a reason, and whoever waits looks whether its time is over.
 * </ul>
 *
 * <p>Keeps its notes in arrays made beforehand: it may be a forgotten thread that fills the heap. Used by the watchdog's
 * thread alone.
 */
final class ForgottenThreads {

    /** Why 10, a second? Longer than a thread waits for a carrier by right, and rare enough to cost nothing. */
    private static final int TICKS = 10;

    /** Why 10 s? A timer is hardly ever lost, and 10,000 threads that wait for one cost 1,000 wake-ups a second. */
    private static final int ROUNDS_OF_TIMERS = 10;

    /** Why 5? A thread that waits again and again may be between carrier and wait twice in a row; not five times. */
    private static final int ROUNDS_BETWEEN = 5;

    /** Why 64? As many may be forgotten at once and found together; others have their turn afterwards. */
    private static final int MOST_BETWEEN = 64;

    private final Optional<VirtualThreadState> state = VirtualThreadState.find();
    private final Consumer<Thread> recall = this::recall;
    private final @Nullable Thread[] between = new @Nullable Thread[MOST_BETWEEN];
    private final int[] roundsBetween = new int[MOST_BETWEEN];
    private int ticks;

    /** Called on every tick, with the connections and nulls after them. */
    void recall(@Nullable Connection[] connections) {
        if (state.isEmpty() || ++ticks % TICKS != 0) {
            return;
        }
        forgetThoseThatWentOn(state.get());
        for (Connection connection : connections) {
            if (connection == null) {
                break;
            }
            recall(connection.thread());
        }
        VirtualThreads.forEach(recall);
    }

    private void recall(Thread thread) {
        try {
            switch (thread.getState()) {
                case RUNNABLE -> recallRunnable(state.orElseThrow(), thread);
                case TIMED_WAITING -> wakeNowAndThen(thread);
                default -> {}
            }
        } catch (RuntimeException | Error noMemory) {
            // In the next round again.
        }
    }

    private void recallRunnable(VirtualThreadState it, Thread thread) {
        if (it.isBetweenCarrierAndWait(thread)) {
            if (roundsBetween(thread) < ROUNDS_BETWEEN) {
                return;
            }
            it.endWait(thread);
        }
        if (!it.isMounted(thread)) {
            it.queue(thread);
        }
    }

    private void wakeNowAndThen(Thread thread) {
        if (ticks % (TICKS * ROUNDS_OF_TIMERS) == 0) {
            LockSupport.unpark(thread);
        }
    }

    /** In how many rounds the thread has been found between carrier and wait, this one included. */
    private int roundsBetween(Thread thread) {
        int free = -1;
        for (int i = 0; i < MOST_BETWEEN; i++) {
            if (thread.equals(between[i])) {
                return ++roundsBetween[i];
            }
            free = between[i] == null ? i : free;
        }
        if (free >= 0) {
            between[free] = thread;
            roundsBetween[free] = 1;
        }
        return 1;
    }

    private void forgetThoseThatWentOn(VirtualThreadState it) {
        for (int i = 0; i < MOST_BETWEEN; i++) {
            Thread thread = between[i];
            if (thread != null && !it.isBetweenCarrierAndWait(thread)) {
                between[i] = null;
            }
        }
    }
}
