package dev.weft.server.console;

import dev.weft.spi.Session;

/** Tells when a session has ended, so that nothing goes on waiting for it. */
@FunctionalInterface
public interface SessionEnds {

    /**
     * Runs something once when the session ends: at once if it has ended already.
     *
     * @param session whose end
     * @param then run on any thread; must not block
     * @return takes the subscription back
     */
    AutoCloseable onEnd(Session session, Runnable then);
}
