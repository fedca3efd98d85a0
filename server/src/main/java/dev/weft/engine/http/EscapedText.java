package dev.weft.engine.http;

/** Follows the bytes that percent escapes stand for, and tells whether they are UTF-8 (RFC 3629 4), one at a time. */
final class EscapedText {

    private static final int CONTINUATION_MIN = 0x80;
    private static final int CONTINUATION_MAX = 0xBF;

    /** Continuation bytes that the character still needs. */
    private int missing;

    /** What the next one may be: narrower after a lead byte that could start an overlong form or a surrogate. */
    private int min = CONTINUATION_MIN;

    private int max = CONTINUATION_MAX;

    /** Whether the next byte can follow those before. */
    boolean accept(int b) {
        if (missing == 0) {
            return b < 0x80 || acceptLead(b);
        }
        boolean legal = b >= min && b <= max;
        missing--;
        min = CONTINUATION_MIN;
        max = CONTINUATION_MAX;
        return legal;
    }

    /** Whether no character is half done. */
    boolean isWhole() {
        return missing == 0;
    }

    void clear() {
        missing = 0;
        min = CONTINUATION_MIN;
        max = CONTINUATION_MAX;
    }

    private boolean acceptLead(int b) {
        // RFC 3629 4: UTF8-2 = %xC2-DF UTF8-tail; E0 and F0 start no overlong form, ED no surrogate, F4 ends at
        // U+10FFFF.
        missing = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : 1;
        min = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : CONTINUATION_MIN;
        max = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : CONTINUATION_MAX;
        return b >= 0xC2 && b <= 0xF4;
    }
}
