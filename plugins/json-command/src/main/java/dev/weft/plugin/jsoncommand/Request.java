package dev.weft.plugin.jsoncommand;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A request object of JSON-RPC 2.0 (section 4).
 *
 * @param method what to call
 * @param params an array, an object, or null
 * @param id a string, a number or JSON's null; absent for a notification
 */
record Request(
        String method, @Nullable JsonNode params, @Nullable JsonNode id) {

    static Request parse(JsonNode document) throws RpcException {
        JsonNode version = document.path("jsonrpc");
        JsonNode method = document.path("method");
        JsonNode params = document.get("params");
        // 4: "A String specifying the version of the JSON-RPC protocol. MUST be exactly "2.0"."
        boolean isValid = version.isTextual()
                && version.textValue().equals("2.0")
                && method.isTextual()
                // 4.2: "If present, parameters for the rpc call MUST be provided as a Structured value."
                && (params == null || params.isContainerNode())
                && isId(document.get("id"));
        if (!isValid) {
            throw RpcException.invalidRequest("");
        }
        return new Request(method.textValue(), params, document.get("id"));
    }

    /** The id of a document that may not be a valid request, if there is one. */
    static @Nullable JsonNode idOf(JsonNode document) {
        JsonNode id = document.get("id");
        return isId(id) ? id : null;
    }

    /** 4.1: "A Notification is a Request object without an "id" member." */
    boolean isNotification() {
        return id == null;
    }

    // 4: an id "MUST contain a String, Number, or NULL value if included".
    private static boolean isId(@Nullable JsonNode id) {
        return id == null || id.isTextual() || id.isNumber() || id.isNull();
    }
}
