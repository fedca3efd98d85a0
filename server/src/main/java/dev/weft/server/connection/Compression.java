package dev.weft.server.connection;

import dev.weft.engine.deflate.DeflateNegotiator;
import dev.weft.engine.deflate.DeflateParameters;
import dev.weft.engine.deflate.DeflatePolicy;
import dev.weft.engine.deflate.MessageDeflater;
import dev.weft.engine.deflate.MessageInflater;
import dev.weft.engine.handshake.ExtensionOffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * permessage-deflate (RFC 7692) for all connections of a server. Context takeover is never agreed to, so a message leaves
 * nothing behind: an idle connection holds no window, and connections with equal parameters share one deflater.
 * Thread-safe.
 */
final class Compression {

    private final boolean offered;
    private final SharedZlib zlib = new SharedZlib();
    private final DeflateNegotiator negotiator = new DeflateNegotiator(DeflatePolicy.DEFAULT);

    /** At most one for each window a client can ask for. */
    private final Map<DeflateParameters, MessageDeflater> deflaters = new ConcurrentHashMap<>();

    private Compression(boolean offered) {
        this.offered = offered;
    }

    /** Agrees to compress when a client asks for it. */
    static Compression on() {
        return new Compression(true);
    }

    /** Never agrees. */
    static Compression off() {
        return new Compression(false);
    }

    Optional<DeflateParameters> negotiate(List<ExtensionOffer> offers) {
        return offered ? negotiator.negotiate(offers) : Optional.empty();
    }

    MessageInflater inflater(DeflateParameters parameters) {
        return new MessageInflater(parameters, zlib);
    }

    MessageDeflater deflater(DeflateParameters parameters) {
        return deflaters.computeIfAbsent(parameters, agreed -> new MessageDeflater(agreed, zlib));
    }
}
