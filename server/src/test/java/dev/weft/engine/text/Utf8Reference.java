package dev.weft.engine.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What UTF-8 is, asked of the JDK's strict decoder. */
public final class Utf8Reference {

    /** What can complete a code point that was cut: the first byte may be restricted (RFC 3629 4), the others are not. */
    private static final byte[][] COMPLETIONS = {
        {},
        {(byte) 0x80},
        {(byte) 0x80, (byte) 0x80},
        {(byte) 0x80, (byte) 0x80, (byte) 0x80},
        {(byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0xA0, (byte) 0x80},
    };

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    private CharBuffer chars = CharBuffer.allocate(64);

    /** Whether a range is UTF-8. */
    public boolean isText(byte[] bytes, int from, int to) {
        if (chars.capacity() < to - from) {
            chars = CharBuffer.allocate(2 * (to - from));
        }
        chars.clear();
        decoder.reset();
        return decoder.decode(ByteBuffer.wrap(bytes, from, to - from), chars, true)
                .isUnderflow();
    }

    /** Whether these bytes are UTF-8. */
    public boolean isText(byte[] bytes) {
        return isText(bytes, 0, bytes.length);
    }

    /** Whether any UTF-8 text begins with these bytes. */
    public boolean isStartOfText(byte[] bytes, int length) {
        for (byte[] completion : COMPLETIONS) {
            byte[] completed = Arrays.copyOf(bytes, length + completion.length);
            System.arraycopy(completion, 0, completed, length, completion.length);
            if (isText(completed)) {
                return true;
            }
        }
        return false;
    }
}
