package dev.weft.plugin.channels;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, which a client gives by position or by name (JSON-RPC 2.0 4.2). */
final class Arguments {

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_./~:@-]{1,128}");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Map<String, Value> byName;

    private Arguments(Map<String, Value> byName) {
        this.byName = byName;
    }

    /**
     * Gives the parameters their names.
     *
     * @param names all that the method knows, in order
     */
    static Arguments of(@Nullable Value params, List<String> names) throws RpcException {
        Map<String, Value> byName = new HashMap<>();
        if (params != null && params.is(JsonType.ARRAY)) {
            List<Value> given = Json.elements(params, names.size() + 1);
            if (given.size() > names.size()) {
                throw expected(names);
            }
            for (int i = 0; i < given.size(); i++) {
                byName.put(names.get(i), given.get(i));
            }
        } else if (params != null) {
            byName.putAll(Json.members(params));
        }
        // 4.2: "The names MUST match exactly, including case, to the method's expected parameters."
        if (!names.containsAll(byName.keySet())) {
            throw expected(names);
        }
        return new Arguments(byName);
    }

    /** The name of a topic. */
    String topic() throws RpcException {
        Value topic = byName.get("topic");
        String name = topic != null && topic.is(JsonType.STRING) ? Json.text(topic) : "";
        if (!TOPIC.matcher(name).matches()) {
            throw RpcException.invalidParams("topic: 1 to 128 characters of A-Z a-z 0-9 - _ . / ~ : @");
        }
        return name;
    }

    /** What a client publishes: any JSON of some length. */
    String data(long mostCharacters) throws RpcException {
        Value data = byName.get("data");
        if (data == null || data.json().length() > mostCharacters) {
            throw RpcException.invalidParams("data: any JSON of at most " + mostCharacters + " characters");
        }
        return data.json();
    }

    /** A number of messages, from 1 to so many. */
    int limit(int fallback, int most) throws RpcException {
        String json = Optional.ofNullable(byName.get("limit")).map(Value::json).orElse(Integer.toString(fallback));
        int limit = WHOLE_NUMBER.matcher(json).matches() ? Integer.parseInt(json) : 0;
        if (limit < 1 || limit > most) {
            throw RpcException.invalidParams("limit: a whole number from 1 to " + most);
        }
        return limit;
    }

    private static RpcException expected(List<String> names) {
        return RpcException.invalidParams("expected: " + String.join(", ", names));
    }
}
