package dev.weft.spi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text message made by this side. It holds the String, and encodes the UTF-8 once, when the first session sends it.
 */
final class StringText implements Message.Text {

    private final String text;

    /** Written without a lock: if two threads both encode, the arrays are equal. */
    private byte @Nullable [] utf8;

    StringText(String text) {
        checkSurrogates(Objects.requireNonNull(text, "text"));
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public ByteBuffer utf8() {
        return ByteBuffer.wrap(encoded()).asReadOnlyBuffer();
    }

    @Override
    public int size() {
        return encoded().length;
    }

    @Override
    public String toString() {
        return "Text[" + text.length() + " chars]";
    }

    private byte[] encoded() {
        byte[] bytes = utf8;
        if (bytes == null) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
            utf8 = bytes;
        }
        return bytes;
    }

    // RFC 3629 3: "The definition of UTF-8 prohibits encoding character numbers between U+D800 and U+DFFF".
    private static void checkSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new IllegalArgumentException("lone surrogate at index " + i);
                }
                i++;
            }
        }
    }
}
