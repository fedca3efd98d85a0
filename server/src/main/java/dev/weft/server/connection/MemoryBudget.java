package dev.weft.server.connection;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that unfinished messages, messages in a handler's hands, queued output and the windows of compression of all
 * connections may take together. Limits of one connection do not bound a server: ten thousand times 1 MiB is 10 GB. Whoever grows when it is
 * used up is closed 1013; the others go on. Thread-safe.
 */
final class MemoryBudget {

    /**
     * Why 4 KiB? A shorter message costs no more than its connection, and counting it would have all connections write to
     * one word of memory for every message.
     */
    static final int COUNTED = 4 * 1024;

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** What a message of so many bytes counts as. */
    static int weight(int size) {
        return size < COUNTED ? 0 : size;
    }

    /** Takes bytes, or none of them: false if there are not so many left. */
    boolean take(int bytes) {
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

    void giveBack(int bytes) {
        if (bytes != 0) {
            used.addAndGet(-bytes);
        }
    }

    /** Bytes taken now. */
    long used() {
        return used.get();
    }
}
