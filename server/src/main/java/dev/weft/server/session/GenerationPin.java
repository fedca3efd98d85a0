package dev.weft.server.session;

import dev.weft.server.plugin.deploy.Generation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one generation that a connection pins, so that the generation does not end while the connection uses it. The
 * connection's own thread takes and releases; any thread may read.
 */
public final class GenerationPin {

    private volatile @Nullable Generation pinned;

    /** Pins a generation; false, and nothing changes, if that generation is ending. */
    public boolean take(Generation generation) {
        if (!generation.pin()) {
            return false;
        }
        moveTo(generation);
        return true;
    }

    /** Moves to a generation that is pinned already, and releases the previous one. */
    void moveTo(Generation next) {
        Generation before = pinned;
        pinned = next;
        if (before != null) {
            before.unpin();
        }
    }

    /** The pinned generation; there must be one. */
    Generation generation() {
        return Objects.requireNonNull(pinned);
    }

    /** Whether this generation is the pinned one. */
    public boolean isOn(Generation generation) {
        return pinned == generation;
    }

    /** Releases the generation, if one is pinned. */
    public void release() {
        Generation before = pinned;
        pinned = null;
        if (before != null) {
            before.unpin();
        }
    }
}
