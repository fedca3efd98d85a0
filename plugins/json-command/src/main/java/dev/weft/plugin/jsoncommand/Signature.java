package dev.weft.plugin.jsoncommand;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a method, which a client gives by position or by name (JSON-RPC 2.0 4.2).
 *
 * @param names of the parameters, in order
 * @param required how many of them, from the first, must be given
 * @param isRepeated whether the only parameter is a list whose elements are given by position
 */
record Signature(List<String> names, int required, boolean isRepeated) {

    /** A signature without parameters. */
    static final Signature NONE = new Signature(List.of(), 0, false);

    Signature {
        names = List.copyOf(names);
    }

    /** Requires all of these. */
    static Signature of(String... names) {
        return new Signature(List.of(names), names.length, false);
    }

    /** Takes this one or none. */
    static Signature optional(String name) {
        return new Signature(List.of(name), 0, false);
    }

    /** Takes one or more values. */
    static Signature each(String name) {
        return new Signature(List.of(name), 1, true);
    }

    /** The arguments in the order of the names; those at the end that were not given are left out. */
    List<JsonNode> bind(@Nullable JsonNode params) throws RpcException {
        List<JsonNode> arguments;
        if (params == null) {
            arguments = List.of();
        } else {
            arguments = params.isArray() ? elements(params) : byName(params);
        }
        boolean isTooMany = !isRepeated && arguments.size() > names.size();
        if (arguments.size() < required || isTooMany) {
            throw RpcException.invalidParams("expected " + this);
        }
        return arguments;
    }

    private List<JsonNode> byName(JsonNode params) throws RpcException {
        // JSON-RPC 2.0 4.2: "The names MUST match exactly, including case, to the method's expected parameters."
        for (Map.Entry<String, JsonNode> param : params.properties()) {
            if (!Set.copyOf(names).contains(param.getKey())) {
                throw RpcException.invalidParams("expected " + this);
            }
        }
        List<JsonNode> arguments = new ArrayList<>();
        for (String name : names) {
            JsonNode argument = params.get(name);
            if (argument == null) {
                break;
            }
            arguments.add(argument);
        }
        boolean isList = isRepeated && arguments.size() == 1 && arguments.get(0).isArray();
        return isList ? elements(arguments.get(0)) : arguments;
    }

    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>(array.size());
        array.forEach(elements::add);
        return elements;
    }

    /** As {@code help} shows it: {@code [minuend, subtrahend]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < names.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(names.get(i)).append(i < required ? "" : "?");
        }
        return text.append(isRepeated ? ", ...]" : "]").toString();
    }
}
