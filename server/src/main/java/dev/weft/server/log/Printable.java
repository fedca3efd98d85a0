package dev.weft.server.log;

import java.util.HexFormat;
import java.util.Locale;

/**
 * Escapes untrusted text so that a terminal, a log or a page can show it safely: nothing in the result moves the
 * cursor, ends the line or reverses its direction. The only escaper of untrusted text.
 */
public final class Printable {

    /**
     * Why 1000? About twelve lines of a usual terminal: enough to write an answer, too little to push everything else
     * away.
     */
    public static final int MAX_EXCERPT = 1000;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    // These shape letters and join emoji, and move nothing.
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Printable() {}

    /**
     * Returns the text with every control and format character written as {@code \n}, {@code \x1B} or {@code \\u202E}.
     */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Most text is plain ASCII, which is recognized without a table.
            if (c < ' ' || c > '~') {
                return escapeFrom(text, i);
            }
        }
        return text;
    }

    /** The same; a text of more than 1,000 characters is cut, and its length is stated. */
    public static String excerpt(String text) {
        if (text.length() <= MAX_EXCERPT) {
            return of(text);
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_EXCERPT - 1)) ? MAX_EXCERPT - 1 : MAX_EXCERPT;
        return String.format(Locale.ROOT, "%s... (%,d characters)", of(text.substring(0, end)), text.length());
    }

    private static String escapeFrom(String text, int start) {
        StringBuilder printable = new StringBuilder(text.length() + 16).append(text, 0, start);
        int i = start;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            append(printable, codePoint);
            i += Character.charCount(codePoint);
        }
        return printable.toString();
    }

    private static void append(StringBuilder printable, int codePoint) {
        if (isPrintable(codePoint)) {
            printable.appendCodePoint(codePoint);
        } else {
            appendEscaped(printable, codePoint);
        }
    }

    private static void appendEscaped(StringBuilder printable, int codePoint) {
        if (codePoint == '\n') {
            printable.append("\\n");
        } else if (codePoint == '\r') {
            printable.append("\\r");
        } else if (codePoint == '\t') {
            printable.append("\\t");
        } else if (codePoint <= 0xFF) {
            printable.append("\\x").append(HEX.toHexDigits((byte) codePoint));
        } else if (codePoint <= 0xFFFF) {
            printable.append("\\u").append(HEX.toHexDigits((char) codePoint));
        } else {
            printable.append("\\u{").append(HEX.toHexDigits(codePoint, 6)).append('}');
        }
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            case Character.FORMAT -> codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }
}
