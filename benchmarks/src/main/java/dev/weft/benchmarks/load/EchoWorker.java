package dev.weft.benchmarks.load;

import dev.weft.benchmarks.load.LoadProgress.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One thread of an echo run: opens its share of the connections and keeps them busy for as long as the stage says. */
final class EchoWorker implements Callable<EchoWorker.Share> {

    /** Why 30 s? A hundred connections open in milliseconds; only a hung server needs longer. */
    static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);

    /** Why 3 s? Every reply still due is on its way already; one that takes longer is lost. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final long POLL_NANOS = 50_000_000;

    private final LoadPlan plan;
    private final int connections;
    private final long seed;
    private final LoadProgress progress;

    EchoWorker(LoadPlan plan, int connections, long seed, LoadProgress progress) {
        this.plan = plan;
        this.connections = connections;
        this.seed = seed;
        this.progress = progress;
    }

    @Override
    public Share call() throws IOException {
        try (ClientLoop loop = new ClientLoop(plan.shape(), seed)) {
            open(loop);
            while (progress.stage() == Stage.OPENING) {
                loop.poll(System.nanoTime() + POLL_NANOS);
            }
            loop.start(plan.inFlight());
            exchange(loop);
            loop.drain(DRAIN_TIMEOUT);
            Share share = new Share(loop.latencies(), loop.failures(), loop.unanswered(), loop.firstFailure());
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
        long counted = 0;
        Stage stage = progress.stage();
        while (stage != Stage.DRAIN && loop.isLive()) {
            loop.record(stage == Stage.MEASURE);
            loop.poll(System.nanoTime() + POLL_NANOS);
            progress.addReplies(loop.replies() - counted);
            counted = loop.replies();
            stage = progress.stage();
        }
    }

    /**
     * What one thread saw.
     *
     * @param latencies of the measured window
     * @param errors connections that failed
     * @param unanswered messages still without a reply after draining
     * @param firstError what failed first, if anything
     */
    record Share(
            LatencyHistogram latencies,
            int errors,
            long unanswered,
            @Nullable String firstError) {}
}
