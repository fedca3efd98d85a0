package dev.weft.server.connection;

import dev.weft.engine.handshake.HandshakePolicy;
import dev.weft.engine.handshake.OriginPolicy;
import dev.weft.engine.handshake.OriginPolicy.OwnHost;
import dev.weft.server.config.ServerConfig;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.HandlerRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Which handler answers at which path: each chosen one at {@code /ws/ID}, the first of them everywhere else. A path below
 * {@code /ws/} that names no chosen handler is nobody's. Thread-safe.
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

    private final Function<String, Optional<Generation>> handlers;
    private final String firstId;
    private final OriginPolicy plain;
    private final OriginPolicy secure;

    /** The route of each handler's generation of late, as making one for every handshake would cost. */
    private final Map<String, Route> byId = new ConcurrentHashMap<>();

    /**
     * Makes the routes of a server's handlers.
     *
     * @param firstId who answers everywhere else; {@link ServerConfig#EVERY_HANDLER} for the first that was found
     * @param handlers the generation that takes new sessions, as {@link HandlerRegistry#find} tells it
     * @param ownHost what the server's own origin may be
     * @param origins allowed besides it
     */
    Routes(
            String firstId,
            Function<String, Optional<Generation>> handlers,
            OwnHost ownHost,
            Collection<String> origins) {
        this.firstId = firstId;
        this.handlers = handlers;
        this.plain = new OriginPolicy("http", ownHost, origins);
        this.secure = new OriginPolicy("https", ownHost, origins);
    }

    /** The route as of now. */
    Optional<Route> find(String path) {
        if (!path.startsWith(PREFIX)) {
            return find(handlers.apply(firstId));
        }
        String id = path.substring(PREFIX.length());
        return id.equals(ServerConfig.EVERY_HANDLER) ? Optional.empty() : find(handlers.apply(id));
    }

    private Optional<Route> find(Optional<Generation> handler) {
        return handler.map(generation -> route(generation.id(), generation));
    }

    private Route route(String id, Generation generation) {
        Route known = byId.get(id);
        if (known != null && known.generation() == generation) {
            return known;
        }
        HandshakePolicy forPlain = new HandshakePolicy(plain, generation.subprotocols());
        HandshakePolicy forSecure = new HandshakePolicy(secure, generation.subprotocols());
        Route fresh = new Route(generation, forPlain, forSecure);
        byId.put(id, fresh);
        return fresh;
    }
}
