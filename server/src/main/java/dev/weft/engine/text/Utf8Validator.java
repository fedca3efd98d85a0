package dev.weft.engine.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks that bytes arriving in pieces are UTF-8 (RFC 3629), and rejects the first byte that cannot be.
 *
 * <pre>
 *  lead     then       what the first continuation byte may be (RFC 3629 4)
 *  00-7F    nothing
 *  C2-DF    1 byte     80-BF
 *  E0       2 bytes    A0-BF   (less would be overlong)
 *  E1-EF    2 bytes    80-BF   (ED: 80-9F, more would be a surrogate)
 *  F0       3 bytes    90-BF   (less would be overlong)
 *  F1-F3    3 bytes    80-BF
 *  F4       3 bytes    80-8F   (more would be above U+10FFFF)
 * </pre>
 */
public final class Utf8Validator {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long TOP_BITS = 0x8080_8080_8080_8080L;

    /** Continuation bytes that the current code point still needs. */
    private int missing;

    /** The range of the next continuation byte, while some are missing. */
    private int lowest;

    private int highest;

    /**
     * Takes the next bytes.
     *
     * @return false at the first byte that cannot occur there in UTF-8; this must not be used afterwards
     */
    public boolean accept(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (missing > 0) {
                if (!isContinuation(bytes[at++] & 0xFF)) {
                    return false;
                }
            } else {
                at = skipWhole(bytes, at, to);
                if (at < to && !begin(bytes[at++] & 0xFF)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the text may end here: not inside a code point. */
    public boolean isComplete() {
        return missing == 0;
    }

    /** Forgets the text so far. */
    public void reset() {
        missing = 0;
    }

    /** Skips ASCII eight bytes at a time and the plain three-byte letters; the rest takes the slow path. */
    private static int skipWhole(byte[] bytes, int from, int to) {
        int at = from;
        while (true) {
            while (at <= to - 8 && ((long) LONG.get(bytes, at) & TOP_BITS) == 0) {
                at += 8;
            }
            int before = at;
            while (at < to && bytes[at] >= 0) {
                at++;
            }
            while (at <= to - 3 && isPlainTriple(bytes, at)) {
                at += 3;
            }
            if (at == before) {
                return at;
            }
        }
    }

    /** E1-EC, EE and EF take any two continuation bytes; they begin most Asian text. */
    private static boolean isPlainTriple(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        return lead > 0xE0
                && lead < 0xF0
                && lead != 0xED
                && (bytes[at + 1] & 0xC0) == 0x80
                && (bytes[at + 2] & 0xC0) == 0x80;
    }

    private boolean begin(int lead) {
        lowest = 0x80;
        highest = 0xBF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            missing = 1;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            missing = 2;
            lowest = lead == 0xE0 ? 0xA0 : 0x80;
            highest = lead == 0xED ? 0x9F : 0xBF;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            missing = 3;
            lowest = lead == 0xF0 ? 0x90 : 0x80;
            highest = lead == 0xF4 ? 0x8F : 0xBF;
        } else {
            return lead < 0x80;
        }
        return true;
    }

    private boolean isContinuation(int octet) {
        if (octet < lowest || octet > highest) {
            return false;
        }
        lowest = 0x80;
        highest = 0xBF;
        missing--;
        return true;
    }
}
