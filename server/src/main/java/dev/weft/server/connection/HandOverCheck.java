package dev.weft.server.connection;

import dev.weft.server.plugin.Generation;
import dev.weft.spi.Session;

/**
 * What can cross from one generation of a handler to the next: nothing that holds a class of the plugin's, because that
 * would be another class afterwards, and would keep the old ones in memory.
 */
final class HandOverCheck {

    private HandOverCheck() {}

    /** Whether a session can go on with another generation, if that wants it. To be called inside the guard. */
    static boolean isPossible(Session session, Generation next) {
        boolean isSpoken = session.handshake()
                .subprotocol()
                .map(next.subprotocols()::contains)
                .orElse(true);
        try {
            return isSpoken && JdkValues.permit(session.attachment(Object.class).orElse(null));
        } catch (Throwable thrown) {
            // By a collection that changes meanwhile: nobody can say what is in it.
            return false;
        }
    }
}
