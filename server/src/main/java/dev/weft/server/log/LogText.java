package dev.weft.server.log;

import java.util.HexFormat;

/** Text that a terminal or a log viewer shows as it is: nothing in it moves the cursor, ends the line or turns it round. */
public final class LogText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    // They shape letters and join emoji, and move nothing.
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private LogText() {}

    /** The text with every control and format character as {@code \x1B} or {@code \\u202E}. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Plain ASCII is most of all text, and told apart without a table.
            if (c < ' ' || c > '~') {
                return escapeFrom(text, i);
            }
        }
        return text;
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
