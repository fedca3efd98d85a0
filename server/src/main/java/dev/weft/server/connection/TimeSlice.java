package dev.weft.server.connection;

import dev.weft.server.net.Transport;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the turn of a connection's own thread when its handler works for long between two reads.
 *
 * <p>Virtual threads are not time-sliced. A read lets the others run; what one read brings may be thousands of messages,
 * and what a handler does with one may be to send for ever.
 */
final class TimeSlice {

    /** Why 2 ms? With ten such connections on one carrier, each has a turn every 20 ms. */
    static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Why 4? Looking at the clock costs a thirtieth of what a short message among many does. */
    static final int STEPS = 4;

    private final Transport transport;
    private final CoarseClock clock;

    /** Who reads and handles until promotion, and afterwards handles. */
    private @Nullable Thread owner;

    private int steps;
    private long turnBegan;

    TimeSlice(Transport transport, CoarseClock clock) {
        this.transport = transport;
        this.clock = clock;
    }

    /** The connection's own thread begins. */
    void begin() {
        owner = Thread.currentThread();
    }

    /** A read is over, and so a turn has begun. */
    void hasRead() {
        if (isOwner()) {
            steps = 0;
        }
    }

    /** Bytes were written, or a handler has returned; by whatever thread. */
    void hasWorked() {
        // Whoever else writes here, such as one who writes to all, has a time slice of its own.
        if (isOwner() && ++steps % STEPS == 0) {
            look(clock.nanos());
        }
    }

    private void look(long now) {
        if (steps == STEPS) {
            turnBegan = now;
        } else if (now - turnBegan > TURN_NANOS) {
            transport.awaitTurn();
            steps = 0;
        }
    }

    // The owner is one thread and no equal of it.
    @SuppressWarnings("ReferenceEquality")
    private boolean isOwner() {
        return Thread.currentThread() == owner;
    }
}
