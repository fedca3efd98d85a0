package dev.weft.server.resource;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The virtual threads that the server starts beside those of its connections: drains, readers, tasks of plugins. They are
 * remembered while they run, because nothing else lists virtual threads, and somebody has to look after them all: see
 * {@code ForgottenThreads}.
 */
public final class VirtualThreads {

    /** Static, because so is the scheduler. */
    private static final Set<Thread> RUNNING = ConcurrentHashMap.newKeySet();

    private VirtualThreads() {}

    /**
     * Starts one without a name.
     *
     * @throws Error or {@link java.util.concurrent.RejectedExecutionException}, if there is no memory for it
     */
    public static void start(Runnable task) {
        unstarted("", task).start();
    }

    /** Makes one that does not run yet. */
    public static Thread unstarted(String name, Runnable task) {
        return Thread.ofVirtual()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> run(task));
    }

    /** Does something with each that runs now. */
    public static void forEach(Consumer<Thread> action) {
        RUNNING.forEach(action);
    }

    private static void run(Runnable task) {
        Thread thread = Thread.currentThread();
        try {
            remember(thread);
            task.run();
        } finally {
            RUNNING.remove(thread);
        }
    }

    private static void remember(Thread thread) {
        try {
            RUNNING.add(thread);
        } catch (Error noMemory) {
            // It runs all the same; there may be memory by the time that it waits for something.
        }
    }
}
