package dev.weft.server.connection;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the messages of one connection hold of the memory budget: the one that is arriving, from its first byte, and those
 * that wait for the handler or that it has not returned from, each with its objects. Used by the receiving thread; {@link
 * #release} by the one that handled the message, {@link #close} by any.
 *
 * <p>A connection that has received something keeps a little of the budget until it ends, and its short messages come out
 * of that: otherwise all connections would write to one word of memory for every message.
 *
 * <p>It is the bytes held, with three flags above them, and inherits for that because there is one for each connection. What
 * is taken from the budget follows from that one value, so however two threads meet, no byte is lost.
 */
final class MemoryReservation extends AtomicLong {

    private static final long serialVersionUID = 1;

    /** Why 64? A message, the array in it and its place in a queue took 44 bytes beside the payload, at most 58. */
    static final int MESSAGE_OVERHEAD = 64;

    /** Why 1 KiB? Several short messages fit, and the connection itself costs twice as much. */
    static final int KEPT = 1024;

    /** Something has been held: {@link #KEPT} is kept. */
    private static final long BEGUN = 1L << 61;

    /** Nothing is kept any more. */
    private static final long ENDED = 1L << 62;

    /** Nothing is held, and nothing can be taken any more. */
    private static final long CLOSED = BEGUN | ENDED | 1L << 60;

    private final transient MemoryBudget budget;

    /** What the message that is arriving weighs. The receiving thread's alone. */
    private long arriving;

    MemoryReservation(MemoryBudget budget) {
        this.budget = budget;
    }

    /** The message that is arriving holds so many bytes now. False if they are not to be had. */
    boolean arriving(int retained) {
        return weighs(retained == 0 ? 0 : weight(retained));
    }

    /** The message that was arriving is whole, and of this size. False if there is no room for it. */
    boolean arrived(int size) {
        boolean taken = weighs(weight(size));
        if (taken) {
            arriving = 0;
        }
        return taken;
    }

    /** The handler has returned from a message of this size, or will never see it. */
    void release(int size) {
        giveBack(weight(size));
    }

    /** No message is arriving any more; what the handler still holds is given back when it returns. */
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

    /** The connection is over: gives back all that is left, and nothing can be taken from now on. By any thread. */
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
            // What was closed meanwhile has been given back with the rest.
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
