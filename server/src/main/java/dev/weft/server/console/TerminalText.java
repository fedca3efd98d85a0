package dev.weft.server.console;

import java.util.Locale;

/** Text from a peer, made harmless to show on a terminal. */
public final class TerminalText {

    /** Why 1000? Some twelve lines of a usual terminal: enough to answer by, too little to push all else away. */
    static final int MAX_SHOWN = 1000;

    private TerminalText() {}

    /**
     * Escapes everything that acts on a terminal rather than being seen: control characters and ESC, line and paragraph
     * separators, bidirectional and other format controls, and surrogates without their other half.
     */
    public static String escape(String text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (acts(codePoint) && shown == null) {
                shown = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (shown != null) {
                append(shown, codePoint);
            }
            i += Character.charCount(codePoint);
        }
        return shown == null ? text : shown.toString();
    }

    /** Escapes the text, and cuts a long one and tells its size. */
    static String excerpt(String text) {
        if (text.length() <= MAX_SHOWN) {
            return escape(text);
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_SHOWN - 1)) ? MAX_SHOWN - 1 : MAX_SHOWN;
        return String.format(Locale.ROOT, "%s... (%,d characters)", escape(text.substring(0, end)), text.length());
    }

    private static boolean acts(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            // The joiners (U+200C, U+200D) are format characters too, but emoji and Persian are not readable without.
            case Character.FORMAT -> codePoint != 0x200C && codePoint != 0x200D;
            default -> false;
        };
    }

    private static void append(StringBuilder shown, int codePoint) {
        switch (codePoint) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (!acts(codePoint)) {
                    shown.appendCodePoint(codePoint);
                } else if (Character.isBmpCodePoint(codePoint)) {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
                } else {
                    shown.append(String.format(Locale.ROOT, "\\u{%x}", codePoint));
                }
            }
        }
    }
}
