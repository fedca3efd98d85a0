package dev.weft.server.connection;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the connections that never have to wait run one after the other, on all carriers but one; the last carrier is for
 * everybody else. Thread-safe.
 *
 * <p>The scheduler of virtual threads cannot do that. It is no time-sharing one, and a thread that only yields, or sleeps
 * for a moment, comes back into a queue that a carrier does not leave as long as there is something in it: with sixteen
 * peers that sent without a pause, another's echo took minutes. Here those who wait for their turn are in no such queue,
 * and a platform thread hands the turns out.
 */
final class FairShare {

    private static final Logger LOG = LoggerFactory.getLogger(FairShare.class);

    /** Why 10 ms? A turn is over after a few; one whose handler went to sleep in it must not stop the others. */
    private static final long LONGEST_TURN_MILLIS = 10;

    /** A turn that a connection waits for or has. */
    static final class Lease {

        private final Thread thread = Thread.currentThread();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile boolean begun;

        private void begin() {
            begun = true;
            LockSupport.unpark(thread);
        }

        /** The next may have its turn. */
        void end() {
            over.countDown();
        }
    }

    private final BlockingQueue<Lease> waiting = new LinkedBlockingQueue<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final LongAdder turns = new LongAdder();

    /** How many turns have been asked for. */
    long turns() {
        return turns.sum();
    }

    /** Waits for a turn. */
    Lease await() {
        turns.increment();
        if (started.compareAndSet(false, true)) {
            start();
        }
        Lease lease = new Lease();
        waiting.add(lease);
        boolean interrupted = false;
        while (!lease.begun) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return lease;
    }

    private void start() {
        int turnsAtOnce = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        LOG.debug("% some peers never let the server wait: {} at once from now on", turnsAtOnce);
        for (int i = 0; i < turnsAtOnce; i++) {
            Thread.ofPlatform().daemon(true).name("weft-share").start(this::handOut);
        }
    }

    private void handOut() {
        try {
            while (true) {
                Lease lease = waiting.take();
                lease.begin();
                if (!lease.over.await(LONGEST_TURN_MILLIS, TimeUnit.MILLISECONDS)) {
                    LOG.trace("% a turn takes longer");
                }
            }
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }
}
