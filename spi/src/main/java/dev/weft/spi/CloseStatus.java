package dev.weft.spi;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Why a session ended: a close code and a close reason (RFC 6455 7.4).
 *
 * @param code 1000 to 1003, 1005 to 1015, or 3000 to 4999; 1005, 1006 and 1015 are reported, never sent
 * @param reason at most {@value #MAX_REASON_BYTES} bytes of UTF-8, or empty
 */
public record CloseStatus(int code, String reason) {

    /** A control frame carries 125 bytes at most (RFC 6455 5.5), and two of them are the code. */
    public static final int MAX_REASON_BYTES = 123;

    /** 1000: the purpose of the connection is fulfilled. */
    public static final CloseStatus NORMAL = new CloseStatus(1000, "");

    /** 1001: an endpoint is going away, such as a server going down. */
    public static final CloseStatus GOING_AWAY = new CloseStatus(1001, "");

    /** 1002: a protocol error. */
    public static final CloseStatus PROTOCOL_ERROR = new CloseStatus(1002, "");

    /** 1003: a type of data that cannot be accepted. */
    public static final CloseStatus UNSUPPORTED_DATA = new CloseStatus(1003, "");

    /** 1005: the peer's Close carried no code. Reported, never sent. */
    public static final CloseStatus NO_STATUS = new CloseStatus(1005, "");

    /** 1006: the connection was lost without a Close. Reported, never sent. */
    public static final CloseStatus ABNORMAL = new CloseStatus(1006, "");

    /** 1007: data not consistent with the type of the message, such as text that is not UTF-8. */
    public static final CloseStatus INVALID_PAYLOAD = new CloseStatus(1007, "");

    /** 1008: a message that violates a policy. */
    public static final CloseStatus POLICY_VIOLATION = new CloseStatus(1008, "");

    /** 1009: a message too big to process. */
    public static final CloseStatus TOO_BIG = new CloseStatus(1009, "");

    /** 1011: an unexpected condition in the server. */
    public static final CloseStatus INTERNAL_ERROR = new CloseStatus(1011, "");

    /** 1012: the service restarts; the client may reconnect at once. */
    public static final CloseStatus SERVICE_RESTART = new CloseStatus(1012, "");

    /** 1013: try again later. */
    public static final CloseStatus TRY_AGAIN_LATER = new CloseStatus(1013, "");

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException if the code is not one of RFC 6455 7.4, or the reason is too long
     */
    public CloseStatus {
        Objects.requireNonNull(reason, "reason");
        if (!isDefined(code)) {
            throw new IllegalArgumentException("close code " + code + " is not 1000-1003, 1005-1015 or 3000-4999");
        }
        if (reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            throw new IllegalArgumentException("close reason is over " + MAX_REASON_BYTES + " bytes of UTF-8");
        }
    }

    /** Returns a status with the same code and the given reason. */
    public CloseStatus because(String newReason) {
        return new CloseStatus(code, newReason);
    }

    /** Whether the code may stand in a Close frame. */
    public boolean isSendable() {
        // RFC 6455 7.4.1: 1005, 1006 and 1015 "MUST NOT be set as a status code in a Close control frame".
        return code != 1005 && code != 1006 && code != 1015;
    }

    private static boolean isDefined(int code) {
        // RFC 6455 7.4.1 reserves 1004; 7.4.2: "Status codes in the range 0-999 are not used"; 1016-2999 are undefined.
        return (code >= 1000 && code <= 1015 && code != 1004) || (code >= 3000 && code <= 4999);
    }
}
