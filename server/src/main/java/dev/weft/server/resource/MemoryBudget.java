package dev.weft.server.resource;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that unfinished messages, messages in a handler's hands, queued output and the windows of compression of all
 * connections may take together. Limits of one connection do not bound a server: ten thousand times 1 MiB is 10 GB. Whoever grows when it is
 * used up is closed 1013; the others go on. Thread-safe.
 */
public final class MemoryBudget {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /** A budget of so many bytes. */
    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** Takes bytes, or none of them: false if there are not so many left. */
    public boolean take(long bytes) {
        // Not by adding first and looking then: for that moment, others would be refused what there is.
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

    /** Whether less than half of it is taken, so that there is some to spare for what is not urgent. */
    public boolean isPlentiful() {
        return used.get() < limit / 2;
    }

    /** Bytes taken now. */
    public long used() {
        return used.get();
    }
}
