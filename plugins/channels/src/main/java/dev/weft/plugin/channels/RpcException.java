package dev.weft.plugin.channels;

/** An error object of JSON-RPC 2.0 (section 5.1), on its way to the client. */
final class RpcException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String data;

    /** @param data what it adds to the code, without anything that JSON would have to escape; may be empty */
    private RpcException(int code, String message, String data) {
        // An answer, not a fault of ours: its stack trace is of no use.
        super(message, null, false, false);
        this.code = code;
        this.data = data;
    }

    /** "Invalid JSON was received by the server." */
    static RpcException parseError(String data) {
        return new RpcException(-32700, "Parse error", data);
    }

    /** "The JSON sent is not a valid Request object." */
    static RpcException invalidRequest(String data) {
        return new RpcException(-32600, "Invalid Request", data);
    }

    /** "The method does not exist / is not available." */
    static RpcException methodNotFound(String data) {
        return new RpcException(-32601, "Method not found", data);
    }

    /** "Invalid method parameter(s)." */
    static RpcException invalidParams(String data) {
        return new RpcException(-32602, "Invalid params", data);
    }

    /** "Internal JSON-RPC error." */
    static RpcException internalError() {
        return new RpcException(-32603, "Internal error", "");
    }

    // "-32000 to -32099: Reserved for implementation-defined server-errors."

    /** No rule covers the topic. */
    static RpcException noSuchTopic() {
        return new RpcException(-32001, "No such topic", "");
    }

    /** The rule of the topic does not grant this. */
    static RpcException notAllowed() {
        return new RpcException(-32002, "Not allowed", "");
    }

    /** The operator allows no more topics, or no more subscriptions of one session. */
    static RpcException tooMany() {
        return new RpcException(-32003, "Too many topics or subscriptions", "");
    }

    /** What keeps the messages is away, or refuses: nothing was published, or the history cannot be read. */
    static RpcException storageFailed() {
        return new RpcException(-32004, "Storage failed", "");
    }

    /** The answers before it in a batch are as long as they may be. */
    static RpcException tooLong() {
        return new RpcException(-32005, "Batch answer too long", "not carried out: ask again in another batch");
    }

    /** The error object; it has {@code data} only if that adds something to the code. */
    String toJson() {
        String rest = data.isEmpty() ? "" : ",\"data\":\"" + data + "\"";
        return "{\"code\":" + code + ",\"message\":\"" + getMessage() + "\"" + rest + "}";
    }
}
