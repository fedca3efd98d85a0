package dev.weft.engine.frame;

/** The close codes of RFC 6455 7.4 that the engine itself uses or judges. */
public final class CloseCode {

    /** The purpose of the connection is fulfilled. */
    public static final int NORMAL = 1000;

    /** The peer broke a rule of the protocol. */
    public static final int PROTOCOL_ERROR = 1002;

    /** Denotes a Close without a code; never on the wire. */
    public static final int NO_STATUS = 1005;

    /** Denotes a connection lost without a Close; never on the wire. */
    public static final int ABNORMAL = 1006;

    /** A text that is not UTF-8, or a compressed payload that is not a DEFLATE stream. */
    public static final int INVALID_PAYLOAD = 1007;

    /** A limit without a code of its own was exceeded, such as the number of fragments. */
    public static final int POLICY_VIOLATION = 1008;

    /** A message larger than this server accepts. */
    public static final int TOO_BIG = 1009;

    /** No memory is left for what this peer sends. */
    public static final int TRY_AGAIN_LATER = 1013;

    private CloseCode() {}

    /** Whether a peer may send this code. */
    static boolean isReceivable(int code) {
        // RFC 6455 7.4.1: 1004 is reserved; 1005, 1006 and 1015 "MUST NOT be set as a status code in a Close control
        // frame by an endpoint". 7.4.2: 0-999 are not used, 1016-2999 are reserved for future revisions.
        return (code >= 1000 && code <= 1014 && code != 1004 && code != NO_STATUS && code != ABNORMAL)
                || (code >= 3000 && code <= 4999);
    }
}
