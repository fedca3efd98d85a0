package dev.weft.server.outbound;

import dev.weft.server.net.Transport;
import dev.weft.server.resource.CoarseClock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the turn of a connection's own thread when its handler works for a long time between two reads.
 *
 * <p>Virtual threads are not time-sliced. A read lets the others run; but one read may bring thousands of messages, and
 * a handler may send forever in response to a single one.
 */
public final class TimeSlice {

    /** Why 2 ms? With ten such connections on one carrier, each has a turn every 20 ms. */
    static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Why 4? Reading the clock costs a thirtieth of handling a short message among many. */
    static final int STEPS = 4;

    private final Transport transport;
    private final CoarseClock clock;

    /** The thread that reads and handles messages until promotion, and only handles them afterwards. */
    private @Nullable Thread owner;

    private int steps;
    private long turnBegan;

    /** Makes the time slice of one connection. */
    public TimeSlice(Transport transport, CoarseClock clock) {
        this.transport = transport;
        this.clock = clock;
    }

    /** Called when the connection's own thread begins. */
    public void begin() {
        owner = Thread.currentThread();
    }

    /** Called when a read has returned, which begins a new turn. */
    public void hasRead() {
        if (isOwner()) {
            steps = 0;
        }
    }

    /** Called by any thread when bytes were written or a handler has returned. */
    public void hasWorked() {
        // Any other thread that writes here, such as one that broadcasts, has a time slice of its own.
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

    // Compared by identity: the owner is one particular thread.
    @SuppressWarnings("ReferenceEquality")
    private boolean isOwner() {
        return Thread.currentThread() == owner;
    }
}
