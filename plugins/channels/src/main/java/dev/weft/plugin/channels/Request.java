package dev.weft.plugin.channels;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request object of JSON-RPC 2.0 (section 4).
 *
 * @param method what to do
 * @param params an array, an object, or null
 * @param id the JSON of a string, a number or null; absent for a notification
 */
record Request(
        String method, @Nullable Value params, @Nullable String id) {

    /** What has to be echoed if nothing is known of the request. */
    static final String NO_ID = "null";

    /** Checks the members of a request. */
    static Request of(Map<String, Value> members) throws RpcException {
        String method = text(members.get("method"));
        Value params = members.get("params");
        Value id = members.get("id");
        // 4: "A String specifying the version of the JSON-RPC protocol. MUST be exactly "2.0"."
        boolean isValid = "2.0".equals(text(members.get("jsonrpc")))
                // 4.2: "If present, parameters for the rpc call MUST be provided as a Structured value."
                && (params == null || params.is(JsonType.OBJECT) || params.is(JsonType.ARRAY))
                && (id == null || isId(id));
        if (!isValid || method == null) {
            throw RpcException.invalidRequest("");
        }
        return new Request(method, params, id == null ? null : id.json());
    }

    /** The id of a request that may not be valid. */
    static String idOf(Map<String, Value> members) {
        Value id = members.get("id");
        return id != null && isId(id) ? id.json() : NO_ID;
    }

    /** 4.1: "A Notification is a Request object without an "id" member." */
    boolean isNotification() {
        return id == null;
    }

    // 4: an id "MUST contain a String, Number, or NULL value if included".
    private static boolean isId(Value id) {
        return id.is(JsonType.STRING) || id.is(JsonType.NUMBER) || id.is(JsonType.NULL);
    }

    private static @Nullable String text(@Nullable Value value) throws RpcException {
        return value != null && value.is(JsonType.STRING) ? Json.text(value) : null;
    }
}
