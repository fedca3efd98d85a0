package dev.weft.server.connection;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the messages of one connection hold of the memory budget: the one that is arriving, and those that the handler has
 * not returned from. Used by the receiving thread; {@link #release} by the one that handled the message, {@link #close} by
 * any.
 */
final class MessageAccount {

    /** What {@link #held} is once nothing can be taken any more. */
    private static final long CLOSED = -1;

    private final MemoryBudget budget;

    /** All that is taken now, so that it can be given back whichever step between was never reached. */
    private final AtomicLong held = new AtomicLong();

    /** Taken for the message that is arriving. */
    private int arriving;

    MessageAccount(MemoryBudget budget) {
        this.budget = budget;
    }

    /** The message that is arriving holds so many bytes now. False if they are not to be had. */
    boolean arriving(int retained) {
        int weight = MemoryBudget.weight(retained);
        if (weight <= arriving) {
            giveBack(arriving - weight);
        } else if (!take(weight - arriving)) {
            return false;
        }
        arriving = weight;
        return true;
    }

    /** The message that was arriving is whole, and of this size. False if there is no room for it. */
    boolean arrived(int size) {
        boolean taken = arriving(size);
        if (taken) {
            arriving = 0;
        }
        return taken;
    }

    /** The handler has returned from a message of this size, or will never see it. */
    void release(int size) {
        giveBack(MemoryBudget.weight(size));
    }

    /** No message is arriving any more. */
    void end() {
        giveBack(arriving);
        arriving = 0;
    }

    /** Whether there is memory to spare for what is not urgent. */
    boolean hasPlenty() {
        return budget.isPlentiful();
    }

    /** The connection is over: gives back all that is left, and nothing can be taken from now on. */
    void close() {
        long left = held.getAndSet(CLOSED);
        if (left != CLOSED) {
            budget.giveBack(left);
        }
    }

    private boolean take(int bytes) {
        if (!budget.take(bytes)) {
            return false;
        }
        if (!add(bytes)) {
            budget.giveBack(bytes);
            return false;
        }
        return true;
    }

    private void giveBack(int bytes) {
        // What was closed meanwhile has been given back with the rest.
        if (bytes != 0 && add(-bytes)) {
            budget.giveBack(bytes);
        }
    }

    private boolean add(int bytes) {
        long before;
        do {
            before = held.get();
            if (before == CLOSED) {
                return false;
            }
        } while (!held.compareAndSet(before, before + bytes));
        return true;
    }
}
