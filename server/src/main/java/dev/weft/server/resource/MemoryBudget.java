package dev.weft.server.resource;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that unfinished messages, messages being handled, queued output and the compression windows of all
 * connections may take together. Limits per connection do not bound a server: ten thousand times 1 MiB is 10 GB. A
 * connection that needs more when the budget is used up is closed with 1013; the others continue. Thread-safe.
 */
public final class MemoryBudget {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /** Makes a budget of this many bytes. */
    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** Takes all of the bytes or none; false if not enough are left. */
    public boolean take(long bytes) {
        // Checked before adding: otherwise others would be refused available bytes for a moment.
        long before;
        do {
            before = used.get();
            if (before + bytes > limit) {
                return false;
            }
        } while (!used.compareAndSet(before, before + bytes));
        return true;
    }

    /** Returns bytes that were taken. */
    public void giveBack(long bytes) {
        if (bytes != 0) {
            used.addAndGet(-bytes);
        }
    }

    /** Whether less than half of the budget is taken, so that some can be spared for what is not urgent. */
    public boolean isPlentiful() {
        return used.get() < limit / 2;
    }

    /** Bytes taken now. */
    public long used() {
        return used.get();
    }
}
