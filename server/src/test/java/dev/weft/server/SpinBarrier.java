package dev.weft.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Where threads wait for each other without parking, and leave together: as many as there are cores. */
final class SpinBarrier {

    /** Why 200? A few microseconds: longer is somebody who has no core, and needs this one. */
    private static final int SPINS = 200;

    /** Why 50,000? Some milliseconds, within which a busy system gives the others a core too. */
    private static final int LEAVING_SPINS = 50_000;

    private final int parties;
    private final int together;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicLong left = new AtomicLong();
    private volatile int generation;

    SpinBarrier(int parties) {
        this.parties = parties;
        this.together = Math.min(parties, Runtime.getRuntime().availableProcessors());
    }

    @SuppressWarnings("ThreadPriorityCheck")
    void await() {
        int mine = generation;
        if (arrived.incrementAndGet() == parties) {
            arrived.set(0);
            generation = mine + 1;
        }
        for (int spins = 1; generation == mine; spins++) {
            if (spins % SPINS == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
        leaveTogether((long) mine * parties + together);
    }

    /** Who is here first waits for the others to have a core, too: a step taken alone is no race. */
    private void leaveTogether(long enough) {
        left.incrementAndGet();
        for (int spins = 0; left.get() < enough && spins < LEAVING_SPINS; spins++) {
            Thread.onSpinWait();
        }
    }
}
