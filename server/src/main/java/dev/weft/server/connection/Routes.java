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
 * Which handler answers at which path: each chosen one at {@code /ws/ID}, the first of them everywhere else. A path
 * below {@code /ws/} that names no chosen handler has no route. Thread-safe.
 */
final class Routes {

    private static final String PREFIX = "/ws/";

    /**
     * A handler and the policies for reaching it.
     *
     * @param generation the deployed handler
     * @param plain policy for opening handshakes of a client that connected by {@code http}
     * @param secure policy for a client that connected by {@code https}: the server's own origin differs
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

    /** The latest route of each handler, cached because making one for every handshake would be costly. */
    private final Map<String, Route> byId = new ConcurrentHashMap<>();

    /**
     * Makes the routes of a server's handlers.
     *
     * @param firstId the handler that answers everywhere else; {@link ServerConfig#EVERY_HANDLER} for the first one
     *     found
     * @param handlers looks up the generation that takes new sessions, as {@link HandlerRegistry#find} does
     * @param ownHost which hosts count as the server's own
     * @param origins origins allowed besides the server's own
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

    /** The current route for a path. */
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
