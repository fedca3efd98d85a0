package dev.weft.server.outbound;

import dev.weft.engine.deflate.WindowMemory;
import dev.weft.server.resource.MemoryBudget;

/**
 * What the windows of all connections take of the memory budget. A message is over some time and what waits is written, but
 * a window stays for as long as its connection; so all of them together get no more than half, and messages always have
 * the other. Thread-safe.
 */
public final class WindowBudget implements WindowMemory {

    /** Of the whole budget. */
    private final MemoryBudget budget;

    private final MemoryBudget windows;
    private final long half;

    /** Takes what windows need from the budget, and at most half of this limit. */
    public WindowBudget(MemoryBudget budget, long limit) {
        this.budget = budget;
        this.half = limit / 2;
        this.windows = new MemoryBudget(half);
    }

    @Override
    public boolean take(int bytes) {
        if (!windows.take(bytes)) {
            return false;
        }
        if (!budget.take(bytes)) {
            windows.giveBack(bytes);
            return false;
        }
        return true;
    }

    @Override
    public void giveBack(int bytes) {
        budget.giveBack(bytes);
        windows.giveBack(bytes);
    }

    /**
     * Whether no more windows should be promised: half of the budget is used, for whatever, or half of the windows' part.
     */
    boolean isShort() {
        return budget.used() >= half || windows.used() >= half / 2;
    }
}
