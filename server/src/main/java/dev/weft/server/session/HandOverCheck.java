package dev.weft.server.session;

import dev.weft.server.plugin.deploy.Generation;
import dev.weft.spi.Session;

/**
 * Decides what can pass from one generation of a handler to the next: nothing that refers to a class of the plugin,
 * because the new generation has a different class of that name, and the old ones would stay in memory.
 */
final class HandOverCheck {

    private HandOverCheck() {}

    /** Whether a session can continue with another generation, if that accepts it. To be called inside the guard. */
    static boolean isPossible(Session session, Generation next) {
        boolean isSpoken = session.handshake()
                .subprotocol()
                .map(next.subprotocols()::contains)
                .orElse(true);
        try {
            return isSpoken && JdkValues.permit(session.attachment(Object.class).orElse(null));
        } catch (Throwable thrown) {
            // Thrown by a collection that is modified meanwhile: its content cannot be known.
            return false;
        }
    }
}
