package dev.weft.engine.handshake;

import dev.weft.engine.http.HttpSyntax;
import java.util.HashSet;
import java.util.List;

/**
 * What a handler and its operator allow.
 *
 * @param origins whose pages may connect
 * @param subprotocols those the handler speaks, best first
 */
public record HandshakePolicy(OriginPolicy origins, List<String> subprotocols) {

    /**
     * Keeps a copy of the list.
     *
     * @throws IllegalArgumentException if a subprotocol is not a token or named twice: it could not be answered
     */
    public HandshakePolicy {
        subprotocols = List.copyOf(subprotocols);
        if (!subprotocols.stream().allMatch(HttpSyntax::isToken)
                || new HashSet<>(subprotocols).size() != subprotocols.size()) {
            throw new IllegalArgumentException("subprotocols are not tokens, each named once: " + subprotocols);
        }
    }
}
