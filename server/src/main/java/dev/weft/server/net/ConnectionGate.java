package dev.weft.server.net;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the open connections and admits no more than the limit. Thread-safe. */
final class ConnectionGate {

    private final int limit;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionGate(int limit) {
        this.limit = limit;
    }

    /** Admits a connection if there is room; each admitted one must {@link #leave}. */
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
