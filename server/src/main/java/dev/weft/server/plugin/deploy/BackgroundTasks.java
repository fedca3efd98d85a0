package dev.weft.server.plugin.deploy;

import dev.weft.server.plugin.FaultText;
import dev.weft.server.resource.VirtualThreads;
import dev.weft.spi.Tasks;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background work of one generation: a virtual thread for each piece, which dies with it. Thread-safe.
 *
 * <p>A thread that waits for its time costs a kilobyte, and needs no scheduler that would have to forget it again.
 */
public final class BackgroundTasks implements Tasks {

    private static final Logger LOG = LoggerFactory.getLogger("weft.handler");

    private final String owner;
    private final ClassLoader loader;
    private final Pause pause;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /** How a piece of work waits for its time: it sleeps; under test, until somebody moves a clock. */
    @FunctionalInterface
    public interface Pause {

        /** Returns after so long. */
        void sleep(Duration duration) throws InterruptedException;
    }

    /**
     * Makes the tasks of a generation.
     *
     * @param owner whose they are, such as {@code echo#2}
     * @param loader context class loader of each piece
     */
    public BackgroundTasks(String owner, ClassLoader loader, Pause pause) {
        this.owner = owner;
        this.loader = loader;
        this.pause = pause;
    }

    @Override
    public Task after(Duration delay, Work work) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay of " + delay);
        }
        return begin(new Running(delay, null, work));
    }

    @Override
    public Task every(Duration period, Work work) {
        if (!period.isPositive()) {
            throw new IllegalArgumentException("a period of " + period);
        }
        return begin(new Running(period, period, work));
    }

    /** How many pieces wait or run. */
    public int count() {
        return running.size();
    }

    /** Cancels all, lets none begin any more, and waits for those that run, at most so long. True if none is left. */
    public boolean end(Duration longest) {
        ended = true;
        running.forEach(Running::cancel);
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            for (Running each : running) {
                // One that is just being handed in begins, and sees at once that it is cancelled.
                if (each.thread.getState() != Thread.State.NEW
                        && !each.thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return running.isEmpty();
        }
    }

    private Task begin(Running task) {
        running.add(task);
        // In this order: either this sees the end, or the end sees the task.
        if (ended) {
            running.remove(task);
            throw new IllegalStateException(owner + " has ended, and takes no more work");
        }
        try {
            task.thread.start();
        } catch (Throwable notStarted) {
            running.remove(task);
            throw notStarted;
        }
        return task;
    }

    private final class Running implements Task {

        private final Duration delay;
        private final @Nullable Duration period;
        private final Work work;
        private final Thread thread;
        private volatile boolean cancelled;

        Running(Duration delay, @Nullable Duration period, Work work) {
            this.delay = delay;
            this.period = period;
            this.work = work;
            this.thread = VirtualThreads.unstarted("weft-task-" + owner, this::runToTheEnd);
        }

        @Override
        public void cancel() {
            cancelled = true;
            thread.interrupt();
        }

        @Override
        public boolean isDone() {
            return !running.contains(this);
        }

        private void runToTheEnd() {
            ContextLoader swap = ContextLoader.with(loader);
            try (swap) {
                for (Duration wait = delay; wait != null && !cancelled; wait = period) {
                    sleep(wait);
                    runOnce();
                }
            } catch (InterruptedException byCancel) {
                // Its normal end.
            } finally {
                running.remove(this);
            }
        }

        /** For so long, or until there is memory again: a thread that waits for its time takes some to park. */
        private void sleep(Duration wait) throws InterruptedException {
            for (boolean slept = false; !slept && !cancelled; ) {
                try {
                    pause.sleep(wait);
                    slept = true;
                } catch (OutOfMemoryError again) {
                    Thread.onSpinWait();
                }
            }
        }

        private void runOnce() throws InterruptedException {
            if (cancelled) {
                return;
            }
            try {
                work.run();
            } catch (InterruptedException ending) {
                throw ending;
            } catch (Throwable thrown) {
                report(thrown);
            }
        }

        /** Errors as well; and only as text, which holds none of the plugin's classes. */
        private void report(Throwable thrown) {
            try {
                LOG.error("! a task of {} threw {}{}", owner, FaultText.of(thrown), FaultText.place(thrown, loader));
            } catch (Throwable cannotBeTold) {
                // A repeated task goes on, whether there is memory for the line or not.
            }
        }
    }
}
