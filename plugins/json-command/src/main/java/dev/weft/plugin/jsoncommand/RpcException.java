package dev.weft.plugin.jsoncommand;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error object of JSON-RPC 2.0 (section 5.1), on its way to the client. */
final class RpcException extends Exception {

    private static final long serialVersionUID = 1L;

    /** "Invalid JSON was received by the server." */
    static final int PARSE_ERROR = -32700;

    /** "The JSON sent is not a valid Request object." */
    static final int INVALID_REQUEST = -32600;

    /** "The method does not exist / is not available." */
    static final int METHOD_NOT_FOUND = -32601;

    /** "Invalid method parameter(s)." */
    static final int INVALID_PARAMS = -32602;

    /** "Internal JSON-RPC error." */
    static final int INTERNAL_ERROR = -32603;

    private final int code;
    private final String data;

    private RpcException(int code, String message, String data) {
        // An answer, not a fault of ours: its stack trace is of no use.
        super(message, null, false, false);
        this.code = code;
        this.data = data;
    }

    static RpcException parseError(String data) {
        return new RpcException(PARSE_ERROR, "Parse error", data);
    }

    static RpcException invalidRequest(String data) {
        return new RpcException(INVALID_REQUEST, "Invalid Request", data);
    }

    static RpcException methodNotFound() {
        return new RpcException(METHOD_NOT_FOUND, "Method not found", "");
    }

    static RpcException invalidParams(String data) {
        return new RpcException(INVALID_PARAMS, "Invalid params", data);
    }

    static RpcException internalError() {
        return new RpcException(INTERNAL_ERROR, "Internal error", "");
    }

    /** The error object; it has {@code data} only if that adds something to the code. */
    ObjectNode toJson() {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("code", code).put("message", getMessage());
        return data.isEmpty() ? error : error.put("data", data);
    }
}
