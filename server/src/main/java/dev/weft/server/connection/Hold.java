package dev.weft.server.connection;

import dev.weft.server.plugin.Generation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one generation that a connection holds, so that it does not end under it. The connection's own thread takes and lets
 * go; anybody may look.
 */
final class Hold {

    private volatile @Nullable Generation held;

    /** Takes a generation; false, and nothing changes, if that is on its way out. */
    boolean on(Generation generation) {
        if (!generation.pin()) {
            return false;
        }
        moveTo(generation);
        return true;
    }

    /** Goes over to a generation that is pinned already, and lets go of the one before. */
    void moveTo(Generation pinned) {
        Generation before = held;
        held = pinned;
        if (before != null) {
            before.unpin();
        }
    }

    /** The generation; there has to be one. */
    Generation generation() {
        return Objects.requireNonNull(held);
    }

    boolean isOn(Generation generation) {
        return held == generation;
    }

    void letGo() {
        Generation before = held;
        held = null;
        if (before != null) {
            before.unpin();
        }
    }
}
