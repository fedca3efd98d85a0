package dev.weft.plugin.channels;

import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * JSON-RPC 2.0: takes a text, and returns a text or nothing. Section numbers are those of the specification of
 * 2013-01-04.
 *
 * @param channels carries requests out
 * @param faults receives the failure of a method, which the client sees only as an internal error
 */
record JsonRpc(Channels channels, BiConsumer<String, RuntimeException> faults) {

    /** Why 100? The shortest invalid request has two bytes and its answer 75: a long batch would amplify traffic. */
    static final int MAX_BATCH = 100;

    /** No answer. */
    static final String NOTHING = "";

    /** Answers a request, a notification or a batch of them. */
    String answer(String text, Session session) {
        try {
            Value document = Json.parse(text);
            return document.is(JsonType.ARRAY) ? answerBatch(document, session) : answerOne(document, session, 0);
        } catch (RpcException e) {
            return error(e, Request.NO_ID);
        }
    }

    private String answerBatch(Value batch, Session session) throws RpcException {
        List<Value> requests = Json.elements(batch, MAX_BATCH + 1);
        // 6: "If the batch rpc call itself fails to be recognized as an valid JSON or as an Array with at least one
        // value, the response from the Server MUST be a single Response object."
        if (requests.isEmpty()) {
            throw RpcException.invalidRequest("");
        }
        if (requests.size() > MAX_BATCH) {
            throw RpcException.invalidRequest("a batch has at most " + MAX_BATCH + " requests");
        }
        StringBuilder answers = new StringBuilder();
        for (Value request : requests) {
            String answer = answerOne(request, session, answers.length());
            answers.append(answers.isEmpty() || answer.isEmpty() ? "" : ",").append(answer);
        }
        // 6: "If there are no Response objects contained within the Response array as it is to be sent to the client,
        // the server MUST NOT return an empty Array and should return nothing at all."
        return answers.isEmpty() ? NOTHING : "[" + answers + "]";
    }

    /** @param before the length of the answers that go with this one */
    private String answerOne(Value document, Session session, int before) {
        Request request;
        try {
            request = Request.of(membersOf(document));
        } catch (RpcException e) {
            return error(e, idOf(document));
        }
        if (before >= Channels.LONGEST_ANSWER && request.id() != null) {
            return error(RpcException.tooLong(), request.id());
        }
        String answer = call(request, session);
        // 4.1: "The Server MUST NOT reply to a Notification, including those that are within a batch request."
        return request.isNotification() ? NOTHING : answer;
    }

    // 5: "Either the result member or error member MUST be included, but both members MUST NOT be included."
    private String call(Request request, Session session) {
        String id = request.id() == null ? Request.NO_ID : request.id();
        try {
            Command command = Command.of(
                    request.method(), request.params(), channels.rules().maxData());
            if (request.isNotification() && command instanceof Command.History) {
                // It changes nothing, and nobody gets it: a batch of them would cost the server much and the client
                // little.
                return NOTHING;
            }
            return "{\"jsonrpc\":\"2.0\",\"result\":" + channels.run(command, session) + ",\"id\":" + id + "}";
        } catch (RpcException e) {
            return error(e, id);
        } catch (SessionClosedException over) {
            throw over;
        } catch (RuntimeException e) {
            faults.accept(request.method(), e);
            return error(RpcException.internalError(), id);
        }
    }

    private static String error(RpcException error, String id) {
        return "{\"jsonrpc\":\"2.0\",\"error\":" + error.toJson() + ",\"id\":" + id + "}";
    }

    private static Map<String, Value> membersOf(Value document) throws RpcException {
        if (!document.is(JsonType.OBJECT)) {
            throw RpcException.invalidRequest("");
        }
        return Json.members(document);
    }

    // 5: "If there was an error in detecting the id in the Request object ..., it MUST be Null."
    private static String idOf(Value document) {
        try {
            return Request.idOf(membersOf(document));
        } catch (RpcException noRequest) {
            return Request.NO_ID;
        }
    }
}
