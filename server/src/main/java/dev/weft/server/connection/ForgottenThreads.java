package dev.weft.server.connection;

import dev.weft.server.resource.VirtualThreads;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Recalls virtual threads that the JDK has forgotten because it had no memory for a moment. They would never run again:
 * their connections would stay open forever, {@code onClose} would not be called, and what they hold would be lost. The
 * JDK forgets
 *
 * <ul>
 *   <li>a thread that is woken while the scheduler's queue cannot be enlarged: it counts as woken, so nothing queues it
 *       again. It looks like a thread that waits for a carrier, so each of those is queued once more; if it was queued
 *       already, the second time has no effect.
 *   <li>a thread that is about to wait with a timeout, since Java 24: its timer could not be created after it had left
 *       its carrier.
 *   <li>the timer of a thread that waits with a timeout, since Java 24. Each of these threads is woken now and then:
 *       such a wait may end spuriously, and the waiting code checks whether its time is over.
 * </ul>
 *
 * <p>The state is kept in arrays allocated in advance, because a forgotten thread may be what fills the heap. Used by
 * the watchdog's thread alone.
 */
final class ForgottenThreads {

    /** Why 10, a second? Longer than a thread normally waits for a carrier, and rare enough to cost nothing. */
    private static final int TICKS = 10;

    /** Why 10 s? A timer is hardly ever lost, and 10,000 threads with a timer cost 1,000 wake-ups a second. */
    private static final int ROUNDS_OF_TIMERS = 10;

    /**
     * Why 5? A thread that waits repeatedly may be found between carrier and wait twice in a row, but not five times.
     */
    private static final int ROUNDS_BETWEEN = 5;

    /** Why 64? At most this many forgotten threads are tracked at once; others have their turn afterwards. */
    private static final int MOST_BETWEEN = 64;

    private final Optional<VirtualThreadState> state = VirtualThreadState.find();
    private final Consumer<Thread> recall = this::recall;
    private final @Nullable Thread[] between = new @Nullable Thread[MOST_BETWEEN];
    private final int[] roundsBetween = new int[MOST_BETWEEN];
    private int ticks;

    /** Called on every tick, with the connections followed by nulls. */
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
            // Tried again in the next round.
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
