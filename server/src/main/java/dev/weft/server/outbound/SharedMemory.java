package dev.weft.server.outbound;

import dev.weft.server.resource.MemoryBudget;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memory of a payload that many connections send. It is taken from the budget once, as long as the payload waits in
 * any of their queues. Thread-safe.
 */
final class SharedMemory {

    private final int bytes;
    private final AtomicInteger holders = new AtomicInteger();

    SharedMemory(int bytes) {
        this.bytes = bytes;
    }

    /** Takes part in holding it; false if it would be the first to and the budget is used up. */
    boolean hold(MemoryBudget budget) {
        while (true) {
            int count = holders.get();
            if (count > 0) {
                if (holders.compareAndSet(count, count + 1)) {
                    return true;
                }
            } else if (!budget.take(bytes)) {
                return false;
            } else if (holders.compareAndSet(0, 1)) {
                return true;
            } else {
                // Another has taken it meanwhile.
                budget.giveBack(bytes);
            }
        }
    }

    /** Ends one {@link #hold}. */
    void letGo(MemoryBudget budget) {
        if (holders.decrementAndGet() == 0) {
            budget.giveBack(bytes);
        }
    }
}
