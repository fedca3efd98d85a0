package dev.weft.server.web;

import java.util.Collection;
import java.util.Map;

/** Writes the server's own JSON (RFC 8259); it does not parse any. */
public final class Json {

    private Json() {}

    /**
     * Writes a value, without white space.
     *
     * @param value a map with names as keys, written in its order; a collection; a number; a boolean; anything else is
     *     written as a string, by its {@code toString}
     */
    public static String of(Object value) {
        StringBuilder json = new StringBuilder();
        append(json, value);
        return json.toString();
    }

    private static void append(StringBuilder json, Object value) {
        switch (value) {
            case Map<?, ?> object -> appendObject(json, object);
            case Collection<?> array -> appendArray(json, array);
            case Number number -> json.append(number);
            case Boolean truth -> json.append(truth);
            default -> appendString(json, value.toString());
        }
    }

    private static void appendObject(StringBuilder json, Map<?, ?> object) {
        char separator = '{';
        for (Map.Entry<?, ?> member : object.entrySet()) {
            json.append(separator);
            appendString(json, member.getKey().toString());
            json.append(':');
            append(json, member.getValue());
            separator = ',';
        }
        json.append(object.isEmpty() ? "{}" : "}");
    }

    private static void appendArray(StringBuilder json, Collection<?> array) {
        char separator = '[';
        for (Object element : array) {
            json.append(separator);
            append(json, element);
            separator = ',';
        }
        json.append(array.isEmpty() ? "[]" : "]");
    }

    private static void appendString(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // RFC 8259 7: "All Unicode characters may be placed within the quotation marks, except for the characters
            // that MUST be escaped: quotation mark, reverse solidus, and the control characters (U+0000 through
            // U+001F)."
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
