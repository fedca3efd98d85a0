package dev.weft.server.connection;

/**
 * What the messages of one connection hold of the memory budget: the one that is arriving, and those that the handler has
 * not returned from. Used by the receiving thread; {@link #release} by the one that handled the message.
 */
final class MessageAccount {

    private final MemoryBudget budget;

    /** Taken for the message that is arriving. */
    private int arriving;

    MessageAccount(MemoryBudget budget) {
        this.budget = budget;
    }

    /** The message that is arriving holds so many bytes now. False if they are not to be had. */
    boolean arriving(int retained) {
        int weight = MemoryBudget.weight(retained);
        if (weight <= arriving) {
            budget.giveBack(arriving - weight);
        } else if (!budget.take(weight - arriving)) {
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
        budget.giveBack(MemoryBudget.weight(size));
    }

    /** No message is arriving any more. */
    void end() {
        budget.giveBack(arriving);
        arriving = 0;
    }
}
