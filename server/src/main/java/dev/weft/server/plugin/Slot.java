package dev.weft.server.plugin;

import dev.weft.server.config.OnReplace;
import org.jspecify.annotations.Nullable;

/** The place of one chosen handler: which of its generations takes new sessions. Thread-safe; a swap is one write. */
final class Slot {

    private final OnReplace onReplace;
    private volatile @Nullable Generation current;

    Slot(OnReplace onReplace) {
        this.onReplace = onReplace;
    }

    @Nullable
    Generation current() {
        return current;
    }

    /** Puts a generation here, and gives back the one before. Called by one thread at a time. */
    @Nullable
    Generation swap(Generation fresh) {
        Generation before = current;
        current = fresh;
        return before;
    }

    /** Where the sessions of a generation may move to; null if nowhere, or if it is current itself. */
    @Nullable
    Generation successorOf(Generation generation) {
        Generation now = current;
        return now != generation && now != null && onReplace == OnReplace.HANDOVER && now.isActive() ? now : null;
    }
}
