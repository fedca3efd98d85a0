package dev.weft.server.connection;

import dev.weft.engine.handshake.HandshakePolicy;
import dev.weft.engine.handshake.OriginPolicy;
import dev.weft.engine.handshake.OriginPolicy.OwnHost;
import dev.weft.server.plugin.Generation;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which handler answers at which path: each chosen one at {@code /ws/ID}, the first of them everywhere else. A path below
 * {@code /ws/} that names no chosen handler is nobody's. Immutable.
 */
final class Routes {

    private static final String PREFIX = "/ws/";

    /**
     * A handler and what it takes to reach it.
     *
     * @param generation the deployed handler
     * @param plain policy of its opening handshakes for a client that came by {@code http}
     * @param secure policy for one that came by {@code https}: another own origin
     */
    record Route(Generation generation, HandshakePolicy plain, HandshakePolicy secure) {

        HandshakePolicy policy(String scheme) {
            return scheme.equals("https") ? secure : plain;
        }
    }

    private final Map<String, Route> byId = new HashMap<>();
    private final Route first;

    /**
     * Makes the routes of at least one chosen handler.
     *
     * @param ownHost what the server's own origin may be
     * @param origins allowed besides it
     */
    Routes(List<Generation> chosen, OwnHost ownHost, Collection<String> origins) {
        OriginPolicy plain = new OriginPolicy("http", ownHost, origins);
        OriginPolicy secure = new OriginPolicy("https", ownHost, origins);
        for (Generation generation : chosen) {
            List<String> subprotocols = generation.subprotocols();
            byId.put(
                    generation.id(),
                    new Route(
                            generation,
                            new HandshakePolicy(plain, subprotocols),
                            new HandshakePolicy(secure, subprotocols)));
        }
        first = Optional.ofNullable(byId.get(chosen.getFirst().id())).orElseThrow();
    }

    Optional<Route> find(String path) {
        return path.startsWith(PREFIX)
                ? Optional.ofNullable(byId.get(path.substring(PREFIX.length())))
                : Optional.of(first);
    }
}
