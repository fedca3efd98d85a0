package dev.weft.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The processes this run has started and not yet seen end; none of them outlives it. */
final class Children implements AutoCloseable {

    /** Why 5 s? A server drains its connections when told to stop, and by then the load generator has closed them. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<Process> running = new CopyOnWriteArrayList<>();

    Children() {
        // Ctrl-C ends the JVM without running finally blocks.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-children"));
    }

    void add(Process process) {
        running.add(process);
        process.onExit().thenAccept(running::remove);
    }

    /** Ends a process and what it has started, kindly first. */
    void stop(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        running.forEach(this::stop);
    }
}
