package dev.weft.spi;

import java.time.Duration;

/**
 * Runs a handler's background work, each task on a virtual thread of the server's. Thread-safe.
 *
 * <p>Tasks end with the handler's generation: when the JAR is replaced or the server stops, tasks that have not begun
 * are cancelled and running ones are interrupted, after {@link MessageHandler#stop} has returned. So a plugin that uses
 * this, and no thread of its own, can always be unloaded. The thread's context class loader is the plugin's. Whatever a
 * task throws is logged, and otherwise ignored.
 */
public interface Tasks {

    /** The work of a task; it may block. An {@link InterruptedException} is its normal end when it is cancelled. */
    @FunctionalInterface
    interface Work {

        /**
         * Runs the task.
         *
         * @throws Exception logged and otherwise ignored
         */
        void run() throws Exception;
    }

    /** A scheduled or running task. Thread-safe. */
    interface Task {

        /** Cancels all future runs, and interrupts the current one. Does not wait for it to end. */
        void cancel();

        /** Whether the task has ended and will not run again. */
        boolean isDone();
    }

    /**
     * Runs the work now.
     *
     * @throws IllegalStateException if the handler's generation has ended
     */
    default Task run(Work work) {
        return after(Duration.ZERO, work);
    }

    /**
     * Runs the work once, after the delay.
     *
     * @param delay zero or more
     * @throws IllegalStateException if the handler's generation has ended
     * @throws IllegalArgumentException if the delay is negative
     */
    Task after(Duration delay, Work work);

    /**
     * Runs the work repeatedly: first after one period, and then one period after each run has ended. Runs never
     * overlap, and a run that throws does not end the series.
     *
     * @param period more than zero
     * @throws IllegalStateException if the handler's generation has ended
     * @throws IllegalArgumentException if the period is not positive
     */
    Task every(Duration period, Work work);
}
