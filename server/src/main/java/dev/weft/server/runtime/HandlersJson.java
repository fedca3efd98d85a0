package dev.weft.server.runtime;

import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.HandlerRegistry;
import dev.weft.server.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The content of {@code /api/handlers} for the browser client: the chosen handlers, the first of which answers on any
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
        List<Map<String, Object>> all = new ArrayList<>();
        for (Generation handler : handlers.chosen()) {
            all.add(object(handler, all.isEmpty()));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("server", "weft");
        answer.put("version", version);
        answer.put("handlers", all);
        answer.put("liveGenerations", handlers.liveGenerations());
        return (Json.of(answer) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> object(Generation handler, boolean isDefault) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", handler.id());
        object.put("description", handler.description());
        object.put("path", "/ws/" + handler.id());
        object.put("default", isDefault);
        object.put("version", handler.version());
        object.put("generation", handler.number());
        object.put("state", handler.state().name().toLowerCase(Locale.ROOT));
        object.put("degraded", handler.isDegraded());
        object.put("subprotocols", handler.subprotocols());
        object.put("examples", handler.examples());
        return object;
    }
}
