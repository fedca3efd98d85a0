package dev.weft.engine.handshake;

import dev.weft.engine.http.HttpSyntax;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules for a handler's list of subprotocols, so that a client can request each and the server can answer with it.
 */
public final class Subprotocols {

    private Subprotocols() {}

    /** The faults of a list, one sentence each; empty if it is valid. */
    public static List<String> problems(List<String> names) {
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            // RFC 6455 4.1: the elements of Sec-WebSocket-Protocol "MUST be non-empty strings with characters in the
            // range U+0021 to U+007E not including separator characters as defined in [RFC2616] and MUST all be unique
            // strings."
            if (!HttpSyntax.isToken(name)) {
                problems.add("the subprotocol '" + name + "' is not a token of RFC 6455");
            } else if (!seen.add(name)) {
                problems.add("the subprotocol '" + name + "' is named twice: once is enough");
            }
        }
        return problems;
    }
}
