package dev.weft.engine.frame;

import java.nio.ByteBuffer;

/** Writes the frames a server sends: whole messages, never masked (RFC 6455 5.1: "A server MUST NOT mask any frames"). */
public final class FrameEncoder {

    /** Why 10? 2 + 8 bytes; there is no masking key. */
    public static final int MAX_HEADER_LENGTH = 10;

    private FrameEncoder() {}

    /** Bytes of the header before a payload of this length. */
    public static int headerLength(int payloadLength) {
        if (payloadLength <= 125) {
            return 2;
        }
        return payloadLength <= 0xFFFF ? 4 : 10;
    }

    /** Writes the header of a whole, plain message or control frame. */
    public static void encodeHeader(ByteBuffer out, Opcode opcode, int payloadLength) {
        encodeHeader(out, 0x80 | opcode.code(), payloadLength);
    }

    /** Writes the header of a whole, compressed message: RSV1 is set (RFC 7692 6). */
    public static void encodeCompressedHeader(ByteBuffer out, Opcode opcode, int payloadLength) {
        encodeHeader(out, 0xC0 | opcode.code(), payloadLength);
    }

    private static void encodeHeader(ByteBuffer out, int first, int payloadLength) {
        out.put((byte) first);
        if (payloadLength <= 125) {
            out.put((byte) payloadLength);
        } else if (payloadLength <= 0xFFFF) {
            out.put((byte) 126).putShort((short) payloadLength);
        } else {
            out.put((byte) 127).putLong(payloadLength);
        }
    }
}
