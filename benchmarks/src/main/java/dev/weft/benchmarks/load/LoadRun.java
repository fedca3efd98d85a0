package dev.weft.benchmarks.load;

import dev.weft.benchmarks.load.LoadProgress.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs an {@link LoadPlan} on one or more threads and takes the readings at both ends of the measured window. */
final class LoadRun {

    /** Why 20 ms? The coordinator wakes this often while it waits, on the core of the load: 0.1 % of it. */
    private static final long WAIT_NANOS = 20_000_000;

    private final LoadPlan plan;
    private final int threads;
    private final OptionalLong serverPid;
    private final LoadProgress progress;

    LoadRun(LoadPlan plan, int threads, OptionalLong serverPid) {
        int connections = plan.traffic().connections();
        if (threads < 1 || threads > connections) {
            throw new IllegalArgumentException("threads must be 1 to the number of connections");
        }
        if (threads > 1 && plan.traffic().pattern() == LoadPlan.Pattern.FAN_OUT) {
            throw new IllegalArgumentException("a fan-out has one publisher, and one thread");
        }
        this.plan = plan;
        this.threads = threads;
        this.serverPid = serverPid;
        progress = new LoadProgress(threads);
    }

    LoadResult run() throws IOException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<LoadWorker.Share>> shares = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int all = plan.traffic().connections();
                int connections = all / threads + (i < all % threads ? 1 : 0);
                shares.add(executor.submit(new LoadWorker(plan, connections, i, progress)));
            }
            progress.awaitOpened(LoadWorker.OPEN_TIMEOUT.multipliedBy(2).toNanos());
            Readings readings = measure(shares);
            return LoadResult.of(readings, collect(shares));
        } finally {
            progress.moveTo(Stage.DRAIN);
            executor.shutdown();
        }
    }

    private Readings measure(List<? extends Future<?>> shares) throws IOException {
        progress.moveTo(Stage.WARM_UP);
        long begun = System.nanoTime();
        waitFor(plan.window().warmUp(), shares);
        long limit = begun + plan.window().warmUpLimit().toNanos();
        while (progress.replies() < plan.window().warmUpMessages() && System.nanoTime() < limit && running(shares)) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
        progress.moveTo(Stage.MEASURE);
        Duration half = plan.window().measured().dividedBy(2);
        Reading start = reading();
        waitFor(half, shares);
        Reading middle = reading();
        waitFor(half, shares);
        Reading end = reading();
        progress.moveTo(Stage.DRAIN);
        return new Readings(start, middle, end);
    }

    private static void waitFor(Duration duration, List<? extends Future<?>> shares) {
        long deadline = System.nanoTime() + duration.toNanos();
        long left = duration.toNanos();
        while (left > 0 && running(shares)) {
            LockSupport.parkNanos(Math.min(left, WAIT_NANOS));
            left = deadline - System.nanoTime();
        }
    }

    private static boolean running(List<? extends Future<?>> shares) {
        return shares.stream().anyMatch(share -> !share.isDone());
    }

    private Reading reading() throws IOException {
        double server = serverPid.isPresent() ? ProcessCpu.ofProcess(serverPid.getAsLong()) : Double.NaN;
        double own = ProcessCpu.ofProcess(ProcessHandle.current().pid());
        return new Reading(System.nanoTime(), progress.replies(), server, own, ProcessCpu.ofMachine());
    }

    private static LoadWorker.Share collect(List<Future<LoadWorker.Share>> shares)
            throws IOException, InterruptedException {
        Arrivals arrivals = new Arrivals();
        int errors = 0;
        long unanswered = 0;
        @Nullable String firstError = null;
        for (Future<LoadWorker.Share> future : shares) {
            LoadWorker.Share share = result(future);
            arrivals.add(share.arrivals());
            errors += share.errors();
            unanswered += share.unanswered();
            firstError = firstError == null ? share.firstError() : firstError;
        }
        return new LoadWorker.Share(arrivals, errors, unanswered, firstError);
    }

    private static LoadWorker.Share result(Future<LoadWorker.Share> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IOException("a load thread failed", e.getCause());
        }
    }

    /**
     * What the clocks said at one moment.
     *
     * @param nanos the monotonic clock
     * @param replies correct replies so far
     * @param serverCpu seconds, NaN if the server's process is not known
     * @param ownCpu seconds
     * @param machineCpu seconds, all processes
     */
    record Reading(long nanos, long replies, double serverCpu, double ownCpu, double machineCpu) {}

    /**
     * The ends and the middle of the measured window.
     *
     * @param start its beginning
     * @param middle shows, against both ends, whether the server had warmed up
     * @param end its end
     */
    record Readings(Reading start, Reading middle, Reading end) {}
}
