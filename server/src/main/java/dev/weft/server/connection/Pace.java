package dev.weft.server.connection;

import dev.weft.server.net.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Sees when a connection's own threads run for a while without having to wait for anything, and then has them wait for a
 * turn.
 *
 * <p>Virtual threads are not time-sliced, and one that always finds bytes to read, or always room to write, never gives its
 * carrier back: as many peers as there are carriers, each sending without a pause, would stop all the others.
 *
 * <p>A busy peer that waits for answers is none of these, however busy: when its answers are written, nothing is there to
 * be read yet. So nobody is taken for one who was not seen several times to have input already.
 *
 * <p>Shared by the thread that reads and the one that handles, without a lock: what a race costs is one turn more or less.
 */
final class Pace {

    /** Why 2 ms? With ten such peers on one carrier, each has a turn every 20 ms. */
    static final long TURN_NANOS = 2_000_000;

    /** Why 100 us? A read that finds 64 KiB takes up to 30. Some that wait take less; those are asked about. */
    static final long WAITED_NANOS = 100_000;

    /** Why 2? Once happens to anybody. */
    static final int FOUND = 2;

    /** Why 16? Looking at the clock each time would cost a fortieth of a short message; 16 writes take about 0.1 ms. */
    static final int STEPS = 16;

    private final Transport transport;
    private final CoarseClock clock;
    private final FairShare share;

    /** When this connection is known to have waited last. */
    private long waitedAt;

    /** When it last began to read. */
    private long readAt;

    /** How often it had input already since it came under suspicion; -1 while it is under none. */
    private int found = -1;

    private int steps;
    private FairShare.@Nullable Lease lease;

    /** Who reads and handles until promotion, and afterwards handles. */
    private @Nullable Thread owner;

    Pace(Transport transport, CoarseClock clock, FairShare share) {
        this.transport = transport;
        this.clock = clock;
        this.share = share;
        this.waitedAt = clock.nanos();
        this.readAt = waitedAt;
    }

    /** The connection's own thread begins. */
    void begin() {
        owner = Thread.currentThread();
    }

    /** A read begins. */
    void reading() {
        readAt = clock.nanos();
        if (found < 0 && lease == null) {
            return;
        }
        if (!transport.hasInput()) {
            // It is about to wait; and its turn is the next one's.
            waited(readAt);
        } else if (found >= 0 && ++found >= FOUND) {
            awaitTurn();
        }
    }

    /**
     * That read is over.
     *
     * @param full whether there was no room for more: then it found bytes, however long it took to get a core and the
     *     socket, for which the sender and this one fight
     */
    void hasRead(boolean full) {
        long now = clock.nanos();
        // What decryption takes is no waiting.
        if (!full && !transport.computes() && now - readAt > WAITED_NANOS) {
            waited(now);
        } else if (found < 0 && now - waitedAt > TURN_NANOS) {
            found = 0;
        }
        readAt = now;
    }

    /** Bytes were written, or a handler has returned; by whatever thread. */
    // The owner is one thread and no equal of it.
    @SuppressWarnings("ReferenceEquality")
    void hasWorked() {
        if (++steps >= STEPS) {
            steps = 0;
            // Whoever else writes here, such as one who writes to all, has a pace of its own.
            if (Thread.currentThread() == owner && clock.nanos() - readAt > TURN_NANOS) {
                awaitTurn();
            }
        }
    }

    /** The connection is over. */
    void end() {
        FairShare.Lease ended = lease;
        if (ended != null) {
            lease = null;
            ended.end();
        }
    }

    private void waited(long now) {
        waitedAt = now;
        found = -1;
        end();
    }

    private void awaitTurn() {
        end();
        lease = share.await();
        waitedAt = clock.nanos();
        readAt = waitedAt;
        found = -1;
    }
}
