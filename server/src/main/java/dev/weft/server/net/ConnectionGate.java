package dev.weft.server.net;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections and lets no more in than the limit. Thread-safe. */
final class ConnectionGate {

    private final int limit;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionGate(int limit) {
        this.limit = limit;
    }

    /** Lets one in, or not; each one let in must {@link #leave}. */
    boolean enter() {
        if (open.incrementAndGet() <= limit) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    void leave() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
