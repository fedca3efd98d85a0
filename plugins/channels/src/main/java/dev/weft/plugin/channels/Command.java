package dev.weft.plugin.channels;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client asks for. */
sealed interface Command {

    /** The topic it is about. */
    String topic();

    /** To get what is published from now on, and what was missed. */
    record Subscribe(String topic) implements Command {}

    /** To get no more. */
    record Unsubscribe(String topic) implements Command {}

    /**
     * To hand data to everybody who is subscribed.
     *
     * @param data any JSON
     */
    record Publish(String topic, String data) implements Command {}

    /**
     * To get the newest messages.
     *
     * @param limit how many at most
     */
    record History(String topic, int limit) implements Command {}

    /** Why 50? A screen or two of a chat. */
    int USUAL_HISTORY = 50;

    /** Why 256? As many as the server keeps by default. */
    int LONGEST_HISTORY = 256;

    /**
     * Reads a request.
     *
     * @param maxData how many characters data may have
     */
    static Command of(String method, @Nullable Value params, long maxData) throws RpcException {
        return switch (method) {
            case "subscribe" -> new Subscribe(topic(params));
            case "unsubscribe" -> new Unsubscribe(topic(params));
            case "publish" -> {
                Arguments arguments = Arguments.of(params, List.of("topic", "data"));
                yield new Publish(arguments.topic(), arguments.data(maxData));
            }
            case "history" -> {
                Arguments arguments = Arguments.of(params, List.of("topic", "limit"));
                yield new History(arguments.topic(), arguments.limit(USUAL_HISTORY, LONGEST_HISTORY));
            }
            case "presence" -> throw RpcException.methodNotFound("this version does not know who is there");
            default -> throw RpcException.methodNotFound("");
        };
    }

    private static String topic(@Nullable Value params) throws RpcException {
        return Arguments.of(params, List.of("topic")).topic();
    }
}
