package dev.weft.benchmarks.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What the threads of a run and their coordinator tell each other. */
final class LoadProgress {

    /** Where the run is; only ever moves forward. */
    enum Stage {
        OPENING,
        WARM_UP,
        MEASURE,
        DRAIN
    }

    private final LongAdder replies = new LongAdder();
    private final CountDownLatch opened;
    private volatile Stage stage = Stage.OPENING;

    LoadProgress(int workers) {
        opened = new CountDownLatch(workers);
    }

    Stage stage() {
        return stage;
    }

    void moveTo(Stage next) {
        stage = next;
    }

    /** A worker has opened its connections, or has given up. */
    void workerReady() {
        opened.countDown();
    }

    boolean awaitOpened(long nanos) throws InterruptedException {
        return opened.await(nanos, TimeUnit.NANOSECONDS);
    }

    void addReplies(long count) {
        replies.add(count);
    }

    /** Correct replies so far, on all connections. */
    long replies() {
        return replies.sum();
    }
}
