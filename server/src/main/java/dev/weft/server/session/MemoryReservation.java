package dev.weft.server.session;

import dev.weft.server.resource.MemoryBudget;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The part of the memory budget that one connection's messages hold: the one that is arriving, from its first byte, and
 * those that wait for the handler or are being handled, each with its objects. Used by the receiving thread; {@link
 * #release} is called by the thread that handled the message, {@link #close} by any.
 *
 * <p>A connection that has received something keeps a little of the budget until it ends, and its short messages are
 * charged to that: otherwise all connections would write to one word of memory for every message.
 *
 * <p>The value is the number of bytes held, with three flags above it; this extends AtomicLong to save an object for
 * each connection. What is taken from the budget follows from that one value, so however threads race, no byte is lost.
 */
final class MemoryReservation extends AtomicLong {

    private static final long serialVersionUID = 1;

    /** Why 64? A message, its array and its place in a queue took 44 bytes besides the payload, at most 58. */
    static final int MESSAGE_OVERHEAD = 64;

    /** Why 1 KiB? Several short messages fit, and the connection itself costs twice as much. */
    static final int KEPT = 1024;

    /** Set once something has been held: {@link #KEPT} is kept. */
    private static final long BEGUN = 1L << 61;

    /** Set when nothing is kept any more. */
    private static final long ENDED = 1L << 62;

    /** Nothing is held, and nothing can be taken any more. */
    private static final long CLOSED = BEGUN | ENDED | 1L << 60;

    private final transient MemoryBudget budget;

    /** The weight of the arriving message. Used by the receiving thread alone. */
    private long arriving;

    MemoryReservation(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Sets how many bytes the arriving message holds now. False if they are not available. */
    boolean arriving(int retained) {
        return weighs(retained == 0 ? 0 : weight(retained));
    }

    /** Called when the arriving message is complete, with its size. False if there is no room for it. */
    boolean arrived(int size) {
        boolean taken = weighs(weight(size));
        if (taken) {
            arriving = 0;
        }
        return taken;
    }

    /** Called when the handler has returned from a message of this size, or will never see it. */
    void release(int size) {
        giveBack(weight(size));
    }

    /** Called when no message is arriving any more; what the handler still holds is given back when it returns. */
    void end() {
        giveBack(arriving);
        arriving = 0;
        long before;
        do {
            before = get();
            if (before == CLOSED) {
                return;
            }
        } while (!compareAndSet(before, before | ENDED));
        budget.giveBack(taken(before) - taken(before | ENDED));
    }

    /**
     * Ends the reservation with its connection: gives back all that is left, and nothing can be taken from now on. By
     * any thread.
     */
    void close() {
        budget.giveBack(taken(getAndSet(CLOSED)));
    }

    /** Whether there is memory to spare for what is not urgent. */
    boolean hasPlenty() {
        return budget.isPlentiful();
    }

    private static long weight(int size) {
        return (long) size + MESSAGE_OVERHEAD;
    }

    private boolean weighs(long weight) {
        if (weight > arriving && !take(weight - arriving)) {
            return false;
        }
        if (weight < arriving) {
            giveBack(arriving - weight);
        }
        arriving = weight;
        return true;
    }

    private boolean take(long weight) {
        while (true) {
            long before = get();
            if (before == CLOSED) {
                return false;
            }
            long after = before + weight | BEGUN;
            long more = taken(after) - taken(before);
            if (more > 0 && !budget.take(more)) {
                return false;
            }
            if (compareAndSet(before, after)) {
                return true;
            }
            budget.giveBack(more);
        }
    }

    private void giveBack(long weight) {
        long before;
        do {
            before = get();
            // If it was closed meanwhile, this was given back with the rest.
            if (weight == 0 || before == CLOSED) {
                return;
            }
        } while (!compareAndSet(before, before - weight));
        budget.giveBack(taken(before) - taken(before - weight));
    }

    /** What is taken from the budget in this state. */
    private static long taken(long state) {
        long held = state & ~CLOSED;
        return (state & (BEGUN | ENDED)) == BEGUN ? Math.max(held, KEPT) : held;
    }
}
