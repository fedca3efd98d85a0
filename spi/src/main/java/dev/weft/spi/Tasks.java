package dev.weft.spi;

import java.time.Duration;

/**
 * A handler's work in the background, each piece on a virtual thread of the server's. Thread-safe.
 *
 * <p>It ends with the handler's generation: when the JAR is replaced or the server stops, what has not begun is cancelled
 * and what runs is interrupted, after {@link MessageHandler#stop} has returned. So a plugin that uses this, and no thread
 * of its own, can always be unloaded. The thread's context class loader is the plugin's. What a piece of work throws is
 * logged, and otherwise ignored.
 */
public interface Tasks {

    /** A piece of work; it may block. An {@link InterruptedException} is its normal end when it is cancelled. */
    @FunctionalInterface
    interface Work {

        /**
         * Does it.
         *
         * @throws Exception logged and otherwise ignored
         */
        void run() throws Exception;
    }

    /** Work that was handed in. Thread-safe. */
    interface Task {

        /** Keeps it from beginning, again if it is repeated, and interrupts it if it runs. Does not wait for its end. */
        void cancel();

        /** Whether it has ended, and will not run again. */
        boolean isDone();
    }

    /**
     * Runs it now.
     *
     * @throws IllegalStateException if the handler's generation has ended
     */
    default Task run(Work work) {
        return after(Duration.ZERO, work);
    }

    /**
     * Runs it once, after the delay.
     *
     * @param delay zero or more
     * @throws IllegalStateException if the handler's generation has ended
     * @throws IllegalArgumentException if the delay is negative
     */
    Task after(Duration delay, Work work);

    /**
     * Runs it again and again: first after one period, and then a period after it last ended. Runs never overlap, and one
     * that throws does not end the series.
     *
     * @param period more than zero
     * @throws IllegalStateException if the handler's generation has ended
     * @throws IllegalArgumentException if the period is not positive
     */
    Task every(Duration period, Work work);
}
