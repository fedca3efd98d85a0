package dev.weft.plugin.channels;

import dev.weft.spi.Message;
import dev.weft.spi.Past;

/** The notification {@code message}: what subscribers of a topic get, and what the server keeps of it. */
final class Notification {

    private Notification() {}

    /** Tells of data. Neither has anything in it that would have to be escaped. */
    static Message of(String topic, String data) {
        return Message.text("{\"jsonrpc\":\"2.0\",\"method\":\"message\",\"params\":{\"topic\":\"" + topic
                + "\",\"data\":" + data + "}}");
    }

    /** A message of the past, as an element of a history. An older version of this handler may have published it. */
    static String past(Past past) throws RpcException {
        return "{\"data\":" + data(past.message()) + ",\"position\":\"" + past.position() + "\",\"time\":\""
                + past.time() + "\"}";
    }

    private static String data(Message message) throws RpcException {
        if (message instanceof Message.Text text) {
            Value params = Json.members(Json.parse(text.text())).get("params");
            Value data = params != null && params.is(JsonType.OBJECT)
                    ? Json.members(params).get("data")
                    : null;
            if (data != null) {
                return data.json();
            }
        }
        throw new IllegalStateException("not published by this handler: " + message.size() + " bytes");
    }
}
