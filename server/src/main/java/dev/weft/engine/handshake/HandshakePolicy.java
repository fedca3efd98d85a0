package dev.weft.engine.handshake;

import java.util.List;

/**
 * The origins and subprotocols that are allowed for a handler.
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
        List<String> problems = Subprotocols.problems(subprotocols);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }
}
