package dev.weft.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What every message carries: eight hexadecimal digits that count the messages of its connection, then filler.
 *
 * <p>The digits are ASCII, so the payload is valid UTF-8 whatever the count, and a reply that belongs to another message, or
 * to another place in the order, never passes for the expected one.
 */
final class Payload {

    /** Why 8? One long, written and compared in one step; 2^32 messages before it wraps. */
    static final int SEQUENCE_BYTES = Long.BYTES;

    /** Why these? Characters of one, two, three and four bytes in UTF-8. */
    private static final byte[] UNICODE = "aß好🧵".getBytes(StandardCharsets.UTF_8);

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Payload() {}

    /**
     * A payload of ASCII letters, of mixed characters padded with letters, or of JSON, its first eight bytes still zero digits.
     *
     * @param variant JSON differs with it
     */
    static byte[] filler(int size, Content content, int variant) {
        byte[] payload = new byte[size];
        for (int i = 0; i < size; i++) {
            payload[i] = (byte) ('a' + i % 26);
        }
        Arrays.fill(payload, 0, SEQUENCE_BYTES, (byte) '0');
        if (content == Content.JSON) {
            byte[] json = JsonText.of(size - SEQUENCE_BYTES, variant);
            System.arraycopy(json, 0, payload, SEQUENCE_BYTES, json.length);
        }
        if (content == Content.UNICODE) {
            int at = SEQUENCE_BYTES;
            while (at + UNICODE.length <= size) {
                System.arraycopy(UNICODE, 0, payload, at, UNICODE.length);
                at += UNICODE.length;
            }
        }
        return payload;
    }

    /** The eight digits of a count, first digit in the highest byte. */
    static long sequenceDigits(int sequence) {
        long digits = 0;
        for (int shift = 28; shift >= 0; shift -= 4) {
            digits = digits << 8 | DIGITS[sequence >>> shift & 0xF];
        }
        return digits;
    }
}
