package dev.weft.engine.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads a frame header that a client sent (RFC 6455 5.2).
 *
 * <pre>
 *  byte 0     byte 1      then           then
 *  FRRR oooo  M lll llll  0, 2, 8 bytes  4 bytes       payload
 *  i123 pcode a length    of length      masking key
 * </pre>
 */
public final class FrameDecoder {

    /** Why 14? 2 + 8 + 4 bytes is the longest header. */
    public static final int MAX_HEADER_LENGTH = 14;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle KEY = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private FrameDecoder() {}

    /**
     * Reads and judges the header at the start of a range, as early as its bytes allow: a wrong first byte is reported
     * without waiting for the rest.
     *
     * @return the header, or null if the range holds only its beginning
     * @throws ProtocolViolation if a rule is broken, whatever is still to come
     */
    public static @Nullable FrameHeader decode(byte[] bytes, int from, int to, FrameRules rules)
            throws ProtocolViolation {
        int available = to - from;
        if (available == 0) {
            return null;
        }
        int first = bytes[from];
        Opcode opcode = rules.checkFirst(first);
        if (available == 1) {
            return null;
        }
        int second = bytes[from + 1];
        rules.checkSecond(opcode, second);
        int length7 = second & 0x7F;
        int keyAt = 2 + extendedBytes(length7);
        if (available < keyAt) {
            return null;
        }
        long length = payloadLength(bytes, from + 2, length7);
        rules.checkLength(first, opcode, length7, length);
        if (available < keyAt + 4) {
            return null;
        }
        return new FrameHeader(
                opcode,
                (first & 0x80) != 0,
                (first & 0x40) != 0,
                length,
                (int) KEY.get(bytes, from + keyAt),
                keyAt + 4);
    }

    /** The length of a client's header, as its second byte determines it. */
    public static int headerLength(int second) {
        return 2 + extendedBytes(second & 0x7F) + 4;
    }

    /** The payload length in a complete header, unchecked. */
    public static long payloadLength(byte[] header) {
        return payloadLength(header, 2, header[1] & 0x7F);
    }

    private static int extendedBytes(int length7) {
        return switch (length7) {
            case 126 -> 2;
            case 127 -> 8;
            default -> 0;
        };
    }

    private static long payloadLength(byte[] bytes, int at, int length7) {
        return switch (length7) {
            case 126 -> (short) SHORT.get(bytes, at) & 0xFFFF;
            case 127 -> (long) LONG.get(bytes, at);
            default -> length7;
        };
    }
}
