package dev.weft.spi;

/** Thrown by a callback to close its session with a status of its choice. The handler stays active. */
public class CloseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Not kept when serialized: a status is for the server that catches this, in the same JVM. */
    private final transient CloseStatus status;

    /**
     * Makes an exception that closes the session.
     *
     * @param status what to send
     * @throws IllegalArgumentException if the status may not be sent
     */
    public CloseException(CloseStatus status) {
        super(status.toString());
        if (!status.isSendable()) {
            throw new IllegalArgumentException("close code " + status.code() + " is never sent");
        }
        this.status = status;
    }

    /** The status to close with. */
    public CloseStatus status() {
        return status;
    }
}
