package dev.weft.server.runtime;

import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.HandlerRegistry;
import dev.weft.server.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

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
        return ("{\"server\":\"weft\",\"version\":" + Json.string(version) + ",\"handlers\":["
                        + String.join(",", objects) + "],\"liveGenerations\":" + handlers.liveGenerations() + "}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String object(Generation handler, boolean isDefault) {
        return "{\"id\":" + Json.string(handler.id())
                + ",\"description\":" + Json.string(handler.description())
                + ",\"path\":" + Json.string("/ws/" + handler.id())
                + ",\"default\":" + isDefault
                + ",\"version\":" + Json.string(handler.version())
                + ",\"generation\":" + handler.number()
                + ",\"state\":" + Json.string(handler.state().name().toLowerCase(Locale.ROOT))
                + ",\"degraded\":" + handler.isDegraded()
                + ",\"subprotocols\":"
                + Json.strings(handler.subprotocols())
                + ",\"examples\":"
                + Json.strings(handler.examples())
                + "}";
    }
}
