package dev.weft.spi;

/**
 * Thrown if a session is no longer open: the peer left, or this side closed it. A handler may let it propagate out of a
 * callback of the same session, where it counts as a normal end.
 */
public final class SessionClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long sessionId;

    /**
     * Makes the exception; called by the server.
     *
     * @param sessionId the id of the closed session
     */
    public SessionClosedException(long sessionId) {
        super("session " + sessionId + " is closed");
        this.sessionId = sessionId;
    }

    /** The {@link Session#id} of the closed session. */
    public long sessionId() {
        return sessionId;
    }
}
