package dev.weft.spi;

/**
 * Says that a session is no longer open: the peer left, or this side closed it. A handler may let it pass out of a
 * callback of the same session, where it is a normal end.
 */
public final class SessionClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long sessionId;

    /**
     * Makes one; the server does.
     *
     * @param sessionId whose session is closed
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
