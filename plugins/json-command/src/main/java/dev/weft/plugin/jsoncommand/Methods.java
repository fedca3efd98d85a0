package dev.weft.plugin.jsoncommand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.spi.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods by name, and {@code help} about all of them. */
final class Methods {

    private final Map<String, Method> byName = new LinkedHashMap<>();

    Methods(List<Method> methods) {
        String description = "What can be called, and with which parameters; with a name, just that method.";
        add(new Method("help", Signature.optional("method"), description, (args, session) -> help(args)));
        methods.forEach(this::add);
    }

    private void add(Method method) {
        byName.put(method.name(), method);
    }

    /** Runs a method. */
    JsonNode call(String name, @Nullable JsonNode params, Session session) throws RpcException {
        Method method = byName.get(name);
        if (method == null) {
            throw RpcException.methodNotFound();
        }
        return method.body().call(method.signature().bind(params), session);
    }

    private JsonNode help(List<JsonNode> args) throws RpcException {
        ObjectNode help = JsonNodeFactory.instance.objectNode();
        if (args.isEmpty()) {
            byName.values().forEach(method -> describe(method, help));
            return help;
        }
        Method method = byName.get(args.get(0).asText());
        if (method == null) {
            throw RpcException.invalidParams("no such method");
        }
        return describe(method, help);
    }

    private static ObjectNode describe(Method method, ObjectNode help) {
        return help.put(method.name(), method.signature() + " " + method.description());
    }
}
