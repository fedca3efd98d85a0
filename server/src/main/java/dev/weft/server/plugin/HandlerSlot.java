package dev.weft.server.plugin;

import dev.weft.server.config.OnReplace;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The place of one chosen handler: which of its generations takes new sessions. Thread-safe; a swap is one write. */
final class HandlerSlot {

    private final OnReplace onReplace;
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile @Nullable Generation current;

    HandlerSlot(OnReplace onReplace) {
        this.onReplace = onReplace;
    }

    @Nullable
    Generation current() {
        return current;
    }

    /** Puts a generation here. Called by one thread at a time. */
    void put(Generation fresh) {
        current = fresh;
    }

    /** The number of the next generation, from 1 on. */
    int nextNumber() {
        return numbers.get() + 1;
    }

    /** Gives out that number. */
    int takeNumber() {
        return numbers.incrementAndGet();
    }

    /** Where the sessions of a generation may move to; null if nowhere, or if it is current itself. */
    @Nullable
    Generation successorOf(Generation generation) {
        Generation now = current;
        return now != generation && now != null && onReplace == OnReplace.HANDOVER && now.isActive() ? now : null;
    }
}
