package dev.weft.server.connection;

import dev.weft.engine.deflate.ContextTakeover;
import dev.weft.engine.deflate.DeflateNegotiator;
import dev.weft.engine.deflate.DeflateParameters;
import dev.weft.engine.deflate.DeflatePolicy;
import dev.weft.engine.deflate.MessageDeflater;
import dev.weft.engine.deflate.MessageInflater;
import dev.weft.engine.handshake.ExtensionOffer;
import dev.weft.server.config.ServerConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * permessage-deflate (RFC 7692) for all connections of a server. Without context takeover a message leaves nothing behind:
 * an idle connection holds no window, and connections with equal parameters share one deflater. With it, each connection
 * has its own, and keeps up to 34 KiB of what went by. Thread-safe.
 */
final class Compression {

    private static final DeflatePolicy TAKEOVER = new DeflatePolicy(ContextTakeover.ALLOWED, ContextTakeover.ALLOWED);

    private final SharedZlib zlib = new SharedZlib();
    private final @Nullable DeflateNegotiator negotiator;

    /** At most one for each window a client can ask for. */
    private final Map<DeflateParameters, MessageDeflater> deflaters = new ConcurrentHashMap<>();

    private Compression(@Nullable DeflatePolicy policy) {
        this.negotiator = policy == null ? null : new DeflateNegotiator(policy);
    }

    /** Agrees to as much as the operator allows, when a client asks for it. */
    static Compression of(ServerConfig.Compression allowed) {
        return switch (allowed) {
            case ON -> new Compression(DeflatePolicy.DEFAULT);
            case TAKEOVER -> new Compression(TAKEOVER);
            case OFF -> new Compression(null);
        };
    }

    /** Whether the server's messages refer back to each other, and so have an order. */
    static boolean isStateful(DeflateParameters parameters) {
        return parameters.serverTakeover() == ContextTakeover.ALLOWED;
    }

    Optional<DeflateParameters> negotiate(List<ExtensionOffer> offers) {
        return negotiator == null ? Optional.empty() : negotiator.negotiate(offers);
    }

    MessageInflater inflater(DeflateParameters parameters) {
        return new MessageInflater(parameters, zlib);
    }

    MessageDeflater deflater(DeflateParameters parameters) {
        if (isStateful(parameters)) {
            return new MessageDeflater(parameters, zlib);
        }
        return deflaters.computeIfAbsent(parameters, agreed -> new MessageDeflater(agreed, zlib));
    }
}
