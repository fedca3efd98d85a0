package dev.weft.server.resource;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The virtual threads that the server starts besides those of its connections: drains, readers, tasks of plugins. They
 * are recorded while they run, because the JDK does not list virtual threads, and all of them have to be watched: see
 * {@code ForgottenThreads}.
 */
public final class VirtualThreads {

    /** Static, because the scheduler is, too. */
    private static final Set<Thread> RUNNING = ConcurrentHashMap.newKeySet();

    private VirtualThreads() {}

    /**
     * Starts a virtual thread without a name.
     *
     * @throws Error or {@link java.util.concurrent.RejectedExecutionException}, if there is no memory for it
     */
    public static void start(Runnable task) {
        unstarted("", task).start();
    }

    /** Makes a virtual thread without starting it. */
    public static Thread unstarted(String name, Runnable task) {
        return Thread.ofVirtual()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> run(task));
    }

    /** Applies an action to each thread that runs now. */
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
            // The thread runs anyway; there may be memory by the time that it waits for something.
        }
    }
}
