package dev.weft.server.outbound;

import dev.weft.engine.deflate.WindowMemory;
import dev.weft.server.resource.MemoryBudget;

/**
 * The part of the memory budget that the compression windows of all connections take. Messages end and queued output is
 * written, but a window lasts as long as its connection; so all windows together get at most half, and the other half
 * is always left for messages. Thread-safe.
 */
public final class WindowBudget implements WindowMemory {

    /** The whole budget. */
    private final MemoryBudget budget;

    private final MemoryBudget windows;
    private final long half;

    /** Takes memory for windows from the budget, at most half of this limit. */
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
     * Whether no more windows should be promised: half of the budget is used, for anything, or half of the windows'
     * part.
     */
    boolean isShort() {
        return budget.used() >= half || windows.used() >= half / 2;
    }
}
