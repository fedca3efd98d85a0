package dev.weft.benchmarks.load;

import dev.weft.benchmarks.load.LoadProgress.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One thread of a run: opens its share of the connections and keeps them busy for as long as the stage says. */
final class LoadWorker implements Callable<LoadWorker.Share> {

    /** Why 30 s? A hundred connections open in milliseconds; only a hung server needs longer. */
    static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);

    /** Why 3 s? Every reply still due is on its way already; one that takes longer is lost. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final long POLL_NANOS = 50_000_000;

    /** Why 10 s? Ten thousand deliveries take a slow server one; a message that takes longer is lost. */
    private static final long ROUND_NANOS = 10_000_000_000L;

    private final LoadPlan plan;
    private final int connections;
    private final long seed;
    private final LoadProgress progress;
    private long counted;

    LoadWorker(LoadPlan plan, int connections, long seed, LoadProgress progress) {
        this.plan = plan;
        this.connections = connections;
        this.seed = seed;
        this.progress = progress;
    }

    @Override
    public Share call() throws IOException {
        try (ClientLoop loop = new ClientLoop(new Messages(plan.shape()), seed)) {
            open(loop);
            while (progress.stage() == Stage.OPENING) {
                loop.poll(System.nanoTime() + POLL_NANOS);
            }
            switch (plan.traffic().pattern()) {
                case ECHO -> exchange(loop);
                case FAN_OUT -> publish(loop);
            }
            loop.drain(DRAIN_TIMEOUT);
            Share share = new Share(loop.arrivals(), loop.failures(), loop.unanswered(), loop.firstFailure());
            loop.closeAll(CLOSE_TIMEOUT);
            return share;
        }
    }

    private void open(ClientLoop loop) throws IOException {
        try {
            loop.open(plan.target(), new SourceAddresses(connections), OPEN_TIMEOUT);
        } finally {
            progress.workerReady();
        }
    }

    private void exchange(ClientLoop loop) throws IOException {
        loop.start(plan.traffic().inFlight());
        Stage stage = progress.stage();
        while (stage != Stage.DRAIN && loop.isLive()) {
            loop.record(stage == Stage.MEASURE);
            poll(loop);
            stage = progress.stage();
        }
    }

    private void publish(ClientLoop loop) throws IOException {
        int atOnce = plan.traffic().inFlight();
        loop.joinRoom(atOnce);
        long due = 0;
        Stage stage = progress.stage();
        while (stage != Stage.DRAIN && loop.failures() == 0 && loop.replies() == due) {
            loop.record(stage == Stage.MEASURE);
            loop.publish(atOnce);
            due += (long) atOnce * loop.opened();
            long deadline = System.nanoTime() + ROUND_NANOS;
            while (loop.replies() < due && loop.failures() == 0 && System.nanoTime() < deadline) {
                poll(loop);
            }
            loop.roundDone();
            stage = progress.stage();
        }
    }

    private void poll(ClientLoop loop) throws IOException {
        loop.poll(System.nanoTime() + POLL_NANOS);
        progress.addReplies(loop.replies() - counted);
        counted = loop.replies();
    }

    /**
     * What one thread saw.
     *
     * @param arrivals of the measured window
     * @param errors connections that failed
     * @param unanswered messages still without a reply after draining
     * @param firstError what failed first, if anything
     */
    record Share(
            Arrivals arrivals,
            int errors,
            long unanswered,
            @Nullable String firstError) {}
}
