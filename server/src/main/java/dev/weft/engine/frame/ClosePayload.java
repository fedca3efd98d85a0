package dev.weft.engine.frame;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What a Close frame carries (RFC 6455 5.5.1).
 *
 * @param code the close code; {@link CloseCode#NO_STATUS} stands for an empty payload
 * @param reason the close reason, possibly empty
 */
public record ClosePayload(int code, String reason) {

    /** What an empty Close carries. */
    static final ClosePayload EMPTY = new ClosePayload(CloseCode.NO_STATUS, "");

    /**
     * Decodes the unmasked payload of a Close.
     *
     * @throws ProtocolViolation if it is one byte long, its code may not be sent, or its reason is not UTF-8
     */
    public static ClosePayload decode(byte[] payload) throws ProtocolViolation {
        if (payload.length == 0) {
            return EMPTY;
        }
        // RFC 6455 5.5.1: "the first two bytes of the body MUST be a 2-byte unsigned integer".
        if (payload.length == 1) {
            throw ProtocolViolation.of("close payload of one byte");
        }
        int code = ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        if (!CloseCode.isReceivable(code)) {
            throw ProtocolViolation.of("close code " + code + " may not be sent");
        }
        return new ClosePayload(code, decodeReason(ByteBuffer.wrap(payload, 2, payload.length - 2)));
    }

    /** Encodes the payload: empty for {@link CloseCode#NO_STATUS}, otherwise the code and the reason. */
    public byte[] encode() {
        if (code == CloseCode.NO_STATUS) {
            return new byte[0];
        }
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
    }

    private static String decodeReason(ByteBuffer utf8) throws ProtocolViolation {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(utf8);
            return text.toString();
        } catch (CharacterCodingException malformed) {
            // RFC 6455 8.1: "the endpoint MUST _Fail the WebSocket Connection_" when UTF-8 was expected and is not
            // there.
            throw new ProtocolViolation(CloseCode.INVALID_PAYLOAD, "close reason is not UTF-8");
        }
    }
}
