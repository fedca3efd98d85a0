package dev.weft.server;

import dev.weft.server.plugin.Generation;
import dev.weft.server.plugin.HandlerRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What {@code /api/handlers} tells the browser client: the chosen handlers, the first of them the one that answers on any
 * path.
 */
final class HandlersJson implements Supplier<byte[]> {

    private final String version;
    private final HandlerRegistry handlers;

    HandlersJson(String version, HandlerRegistry handlers) {
        this.version = version;
        this.handlers = handlers;
    }

    @Override
    public byte[] get() {
        List<String> objects = new ArrayList<>();
        for (Generation handler : handlers.chosen()) {
            objects.add(object(handler, objects.isEmpty()));
        }
        return ("{\"server\":\"weft\",\"version\":" + string(version) + ",\"handlers\":[" + String.join(",", objects)
                        + "],\"liveGenerations\":" + handlers.liveGenerations() + "}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String object(Generation handler, boolean isDefault) {
        return "{\"id\":" + string(handler.id())
                + ",\"description\":" + string(handler.description())
                + ",\"path\":" + string("/ws/" + handler.id())
                + ",\"default\":" + isDefault
                + ",\"version\":" + string(handler.version())
                + ",\"generation\":" + handler.number()
                + ",\"state\":" + string(handler.state().name().toLowerCase(Locale.ROOT))
                + ",\"subprotocols\":"
                + handler.subprotocols().stream().map(HandlersJson::string).collect(Collectors.joining(",", "[", "]"))
                + "}";
    }

    /** A JSON string. */
    static String string(String text) {
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
}
