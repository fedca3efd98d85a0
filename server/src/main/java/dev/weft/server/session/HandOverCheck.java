package dev.weft.server.session;

import dev.weft.server.plugin.deploy.Generation;
import dev.weft.spi.Session;
import org.jspecify.annotations.Nullable;

/**
 * Decides what can pass from one generation of a handler to the next: nothing that refers to a class of the plugin,
 * because the new generation has a different class of that name, and the old ones would stay in memory.
 */
final class HandOverCheck {

    private HandOverCheck() {}

    /**
     * What prevents a session from continuing with another generation; null if nothing does. To be called inside the
     * guard.
     */
    static @Nullable String obstacle(Session session, Generation next) {
        String subprotocol = session.handshake().subprotocol().orElse(null);
        if (subprotocol != null && !next.subprotocols().contains(subprotocol)) {
            return "the new version does not speak " + subprotocol;
        }
        try {
            Object attachment = session.attachment(Object.class).orElse(null);
            return JdkValues.permit(attachment) ? null : "its attachment does not consist of JDK values alone";
        } catch (Throwable thrown) {
            return "its attachment changes while it is examined";
        }
    }
}
