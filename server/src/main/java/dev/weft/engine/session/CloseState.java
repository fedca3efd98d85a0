package dev.weft.engine.session;

/**
 * The progress of the closing handshake (RFC 6455 7).
 *
 * <pre>
 *               sent()               received()
 *  OPEN ---------------> CLOSE_SENT ------------+
 *    |                                          v
 *    |                                        CLOSED
 *    |    received()                  sent()    ^
 *    +---------------> CLOSE_RECEIVED ----------+
 * </pre>
 */
public enum CloseState {
    /** Messages go both ways. */
    OPEN,
    /** This side sent its Close: RFC 6455 5.5.1: it "MUST NOT send any more data frames". */
    CLOSE_SENT,
    /** The peer sent its Close: this side answers, and ignores what the peer sends now. */
    CLOSE_RECEIVED,
    /** Both were sent: RFC 6455 7.1.1: the server closes the TCP connection. */
    CLOSED;

    /** The state after this side sent a Close. */
    public CloseState sent() {
        return switch (this) {
            case OPEN -> CLOSE_SENT;
            case CLOSE_RECEIVED -> CLOSED;
            case CLOSE_SENT, CLOSED -> this;
        };
    }

    /** The state after the peer's Close arrived. */
    public CloseState received() {
        return switch (this) {
            case OPEN -> CLOSE_RECEIVED;
            case CLOSE_SENT -> CLOSED;
            case CLOSE_RECEIVED, CLOSED -> this;
        };
    }

    /** Whether this side may still send data. */
    public boolean maySend() {
        return this == OPEN;
    }
}
