package dev.weft.plugin.jsoncommand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.spi.Session;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * JSON-RPC 2.0: takes a text, and returns a text or nothing. Section numbers are those of the specification of
 * 2013-01-04.
 */
final class JsonRpc {

    /** Why 1,000? The shortest invalid request has two bytes and its answer 75: a long batch would amplify traffic. */
    static final int MAX_BATCH = 1000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Methods methods;
    private final BiConsumer<String, RuntimeException> faults;

    /**
     * Serves these methods.
     *
     * @param faults receives the failure of a method, which the client sees only as an internal error
     */
    JsonRpc(Methods methods, BiConsumer<String, RuntimeException> faults) {
        this.methods = methods;
        this.faults = faults;
    }

    /** Answers a request, a notification or a batch of them. */
    Optional<String> answer(ByteBuffer utf8, Session session) {
        JsonNode answer;
        try {
            JsonNode document = Json.parse(utf8);
            answer = document.isArray() ? answerBatch(document, session) : answerOne(document, session);
        } catch (RpcException e) {
            answer = error(e, null);
        }
        return Optional.ofNullable(answer).map(Json::write);
    }

    private @Nullable JsonNode answerBatch(JsonNode batch, Session session) throws RpcException {
        // 6: "If the batch rpc call itself fails to be recognized as an valid JSON or as an Array with at least one
        // value, the response from the Server MUST be a single Response object."
        if (batch.isEmpty()) {
            throw RpcException.invalidRequest("");
        }
        if (batch.size() > MAX_BATCH) {
            throw RpcException.invalidRequest("a batch has at most " + MAX_BATCH + " requests");
        }
        ArrayNode answers = NODES.arrayNode();
        for (JsonNode request : batch) {
            JsonNode answer = answerOne(request, session);
            if (answer != null) {
                answers.add(answer);
            }
        }
        // 6: "If there are no Response objects contained within the Response array as it is to be sent to the client,
        // the
        // server MUST NOT return an empty Array and should return nothing at all."
        return answers.isEmpty() ? null : answers;
    }

    private @Nullable JsonNode answerOne(JsonNode document, Session session) {
        if (ShortForm.isOne(document)) {
            return ShortForm.answer(document, (name, args) -> call(name, args, session));
        }
        Request request;
        try {
            request = Request.parse(document);
        } catch (RpcException e) {
            return error(e, Request.idOf(document));
        }
        JsonNode answer;
        try {
            answer = result(call(request.method(), request.params(), session), request.id());
        } catch (RpcException e) {
            answer = error(e, request.id());
        }
        // 4.1: "The Server MUST NOT reply to a Notification, including those that are within a batch request."
        return request.isNotification() ? null : answer;
    }

    private JsonNode call(String name, @Nullable JsonNode params, Session session) throws RpcException {
        try {
            return methods.call(name, params, session);
        } catch (RuntimeException e) {
            faults.accept(name, e);
            throw RpcException.internalError();
        }
    }

    // 5: "Either the result member or error member MUST be included, but both members MUST NOT be included."
    private static ObjectNode result(JsonNode result, @Nullable JsonNode id) {
        return envelope().<ObjectNode>set("result", result).set("id", orNull(id));
    }

    private static ObjectNode error(RpcException error, @Nullable JsonNode id) {
        return envelope().<ObjectNode>set("error", error.toJson()).set("id", orNull(id));
    }

    private static ObjectNode envelope() {
        return NODES.objectNode().put("jsonrpc", "2.0");
    }

    // 5: "If there was an error in detecting the id in the Request object ..., it MUST be Null."
    private static JsonNode orNull(@Nullable JsonNode id) {
        return id == null ? NullNode.instance : id;
    }
}
