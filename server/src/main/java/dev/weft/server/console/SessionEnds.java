package dev.weft.server.console;

import dev.weft.spi.Session;

/** Tells when a session has ended, so that nothing keeps waiting for it. */
@FunctionalInterface
public interface SessionEnds {

    /**
     * Runs a task once when the session ends, or at once if it has ended already.
     *
     * @param session the session
     * @param then the task; runs on any thread and must not block
     * @return cancels the subscription when closed
     */
    AutoCloseable onEnd(Session session, Runnable then);
}
