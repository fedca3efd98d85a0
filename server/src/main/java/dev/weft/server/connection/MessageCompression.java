package dev.weft.server.connection;

import dev.weft.engine.deflate.ContextTakeover;
import dev.weft.engine.deflate.DeflateNegotiator;
import dev.weft.engine.deflate.DeflateParameters;
import dev.weft.engine.deflate.MessageDeflater;
import dev.weft.engine.deflate.MessageInflater;
import dev.weft.engine.handshake.ExtensionOffer;
import dev.weft.server.config.ServerConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * permessage-deflate (RFC 7692) for all connections of a server. The server's own messages leave nothing behind, and
 * connections share their deflaters; only if the operator asks for takeover, each connection has its own, and keeps up to
 * 2 KiB of what was sent. A client's messages may refer back to each other, which keeps up to 4 KiB of them, or 32 if the
 * client offered no window bits. While memory is short, nothing is agreed to. Thread-safe.
 */
final class MessageCompression {

    private final SharedZlib zlib = new SharedZlib();
    private final @Nullable DeflateNegotiator negotiator;

    private final WindowBudget windows;

    /** One for each window of the server's that a client can ask for. */
    private final Map<OptionalInt, MessageDeflater> deflaters = new ConcurrentHashMap<>();

    /** Agrees to as much as the operator allows, when a client asks for it and there is memory. */
    MessageCompression(ServerConfig.CompressionMode allowed, WindowBudget windows) {
        this.negotiator = switch (allowed) {
            case ON -> new DeflateNegotiator(ContextTakeover.NONE);
            case TAKEOVER -> new DeflateNegotiator(ContextTakeover.ALLOWED);
            case OFF -> null;
        };
        this.windows = windows;
    }

    /** Whether the server's messages refer back to each other, and so have an order. */
    static boolean isStateful(DeflateParameters parameters) {
        return parameters.serverTakeover() == ContextTakeover.ALLOWED;
    }

    Optional<DeflateParameters> negotiate(List<ExtensionOffer> offers) {
        return negotiator == null || windows.isShort() ? Optional.empty() : negotiator.negotiate(offers);
    }

    MessageInflater inflater(DeflateParameters parameters) {
        return new MessageInflater(parameters, zlib, windows);
    }

    MessageDeflater deflater(DeflateParameters parameters) {
        if (isStateful(parameters)) {
            return new MessageDeflater(parameters, zlib);
        }
        return deflaters.computeIfAbsent(
                parameters.serverMaxWindowBits(), bits -> new MessageDeflater(parameters, zlib));
    }
}
