package dev.weft.server.web;

import java.util.Collection;
import java.util.stream.Collectors;

/** JSON texts of what the server itself says (RFC 8259); it reads none. */
public final class Json {

    private Json() {}

    /** A JSON string. */
    public static String string(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
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
        return json.append('"').toString();
    }

    /** A JSON array of strings. */
    public static String strings(Collection<String> texts) {
        return texts.stream().map(Json::string).collect(Collectors.joining(",", "[", "]"));
    }
}
