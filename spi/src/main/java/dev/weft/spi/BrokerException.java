package dev.weft.spi;

/**
 * A message could not be stored, or a history could not be read: the broker that keeps them is away, or refuses. The
 * message says why.
 */
public final class BrokerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one that says why. */
    public BrokerException(String message) {
        super(message);
    }

    /** Makes one that says why, with what led to it. */
    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
