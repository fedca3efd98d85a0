package dev.weft.server.connection;

import dev.weft.server.plugin.Generation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one generation that a connection pins, so that it does not end under it. The connection's own thread takes and
 * releases; any thread may look.
 */
final class GenerationPin {

    private volatile @Nullable Generation pinned;

    /** Takes a generation; false, and nothing changes, if that is on its way out. */
    boolean take(Generation generation) {
        if (!generation.pin()) {
            return false;
        }
        moveTo(generation);
        return true;
    }

    /** Goes over to a generation that is pinned already, and lets go of the one before. */
    void moveTo(Generation next) {
        Generation before = pinned;
        pinned = next;
        if (before != null) {
            before.unpin();
        }
    }

    /** The generation; there has to be one. */
    Generation generation() {
        return Objects.requireNonNull(pinned);
    }

    boolean isOn(Generation generation) {
        return pinned == generation;
    }

    void release() {
        Generation before = pinned;
        pinned = null;
        if (before != null) {
            before.unpin();
        }
    }
}
