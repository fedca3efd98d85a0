package dev.weft.plugin.jsoncommand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A request for typing by hand: <code>{"command":"add","args":[1,2]}</code> is answered by
 * <code>{"command":"add","result":3}</code>. JSON-RPC 2.0 would call this an invalid request, so it cannot be confused
 * with one.
 */
final class ShortForm {

    private ShortForm() {}

    /** Runs a command. */
    @FunctionalInterface
    interface Call {
        JsonNode run(String name, @Nullable JsonNode args) throws RpcException;
    }

    static boolean isOne(JsonNode document) {
        return document.has("command") && !document.has("jsonrpc") && !document.has("method");
    }

    static JsonNode answer(JsonNode document, Call call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("command", document.get("command"));
        try {
            answer.set("result", call.run(command(document), args(document)));
        } catch (RpcException e) {
            answer.set("error", e.toJson());
        }
        JsonNode id = document.get("id");
        return id == null ? answer : answer.set("id", id);
    }

    private static String command(JsonNode document) throws RpcException {
        JsonNode command = document.get("command");
        if (!command.isTextual()) {
            throw RpcException.invalidRequest("command is a string");
        }
        return command.textValue();
    }

    private static @Nullable JsonNode args(JsonNode document) throws RpcException {
        JsonNode args = document.get("args");
        if (args != null && !args.isContainerNode()) {
            throw RpcException.invalidRequest("args is an array or an object");
        }
        return args;
    }
}
