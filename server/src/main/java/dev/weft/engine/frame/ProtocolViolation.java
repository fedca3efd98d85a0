package dev.weft.engine.frame;

/**
 * The peer broke a rule: the connection must be failed (RFC 6455 7.1.7) with this close code.
 *
 * <p>It never leaves the engine: the entry point turns it into an event. It carries no stack trace, because a peer
 * decides how often it is thrown, and the reason says enough.
 */
public final class ProtocolViolation extends Exception {

    private static final long serialVersionUID = 1L;

    private final int closeCode;

    /**
     * Makes a violation.
     *
     * @param closeCode a code that may be sent
     * @param reason the rule, in a few words of ASCII; sent to the peer
     */
    public ProtocolViolation(int closeCode, String reason) {
        super(reason, null, false, false);
        this.closeCode = closeCode;
    }

    /** A broken rule that has no close code of its own: 1002. */
    static ProtocolViolation of(String reason) {
        return new ProtocolViolation(CloseCode.PROTOCOL_ERROR, reason);
    }

    /** The code to send. */
    public int closeCode() {
        return closeCode;
    }

    /** The rule that was broken. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
