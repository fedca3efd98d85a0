package dev.weft.server.connection;

import org.jspecify.annotations.Nullable;

/**
 * Sees when a connection has run for a while without having had to wait for anything, and then has it wait for a turn.
 *
 * <p>Virtual threads are not time-sliced, and one that always finds bytes to read, or always room to write, never gives its
 * carrier back: as many peers as there are carriers, each sending without a pause, would stop all the others.
 *
 * <p>Shared by the thread that reads and the one that writes, without a lock: what a race costs is one turn more or less.
 */
final class Pace {

    /** Why 2 ms? With ten such peers on one carrier, each has a turn every 20 ms. */
    static final long TURN_NANOS = 2_000_000;

    /**
     * Why 100 us? A read that finds 64 KiB takes up to 30; one that has to wait for a peer that is waiting for us mostly
     * takes longer, and if not, loses little.
     */
    static final long WAITED_NANOS = 100_000;

    /** Why 16? Looking at the clock each time would cost a fortieth of a short message; 16 writes take about 0.1 ms. */
    static final int STEPS = 16;

    private final CoarseClock clock;
    private final FairShare share;

    /** When this connection last waited. */
    private long turnStart;

    private int steps;
    private FairShare.@Nullable Lease lease;

    Pace(CoarseClock clock, FairShare share) {
        this.clock = clock;
        this.share = share;
        this.turnStart = clock.nanos();
    }

    /** To be told to {@link #hasRead}. */
    long now() {
        return clock.nanos();
    }

    /** Bytes were read, which was begun at this moment. */
    void hasRead(long begun) {
        long now = clock.nanos();
        if (now - begun > WAITED_NANOS) {
            turnStart = now;
            endTurn();
        } else {
            waitIfDue(now);
        }
    }

    /** Bytes were written, or a handler has returned. */
    void hasWorked() {
        if (++steps >= STEPS) {
            steps = 0;
            waitIfDue(clock.nanos());
        }
    }

    private void waitIfDue(long now) {
        // A platform thread, a handler's own, is the system's to share out.
        if (now - turnStart > TURN_NANOS && Thread.currentThread().isVirtual()) {
            endTurn();
            lease = share.await();
            turnStart = clock.nanos();
        }
    }

    private void endTurn() {
        FairShare.Lease ended = lease;
        if (ended != null) {
            lease = null;
            ended.end();
        }
    }
}
