package dev.weft.server.outbound;

import dev.weft.engine.deflate.ContextTakeover;
import dev.weft.engine.deflate.DeflateNegotiator;
import dev.weft.engine.deflate.DeflateParameters;
import dev.weft.engine.deflate.MessageDeflater;
import dev.weft.engine.deflate.MessageInflater;
import dev.weft.engine.http.ExtensionOffer;
import dev.weft.server.config.ServerConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * permessage-deflate (RFC 7692) for all connections of a server. The server's own messages leave no state, and
 * connections share their deflaters; only if the operator asks for takeover does each connection have its own deflater,
 * which keeps up to 2 KiB of what was sent. A client's messages may refer back to each other, which keeps up to 4 KiB
 * of them, or 32 if the client offered no window bits. While memory is short, offers are declined. Thread-safe.
 */
public final class MessageCompression {

    private final SharedZlib zlib = new SharedZlib();
    private final @Nullable DeflateNegotiator negotiator;

    private final WindowBudget windows;

    /** One deflater for each server window that a client can ask for. */
    private final Map<OptionalInt, MessageDeflater> deflaters = new ConcurrentHashMap<>();

    /** One for each of these deflaters, and each kind of client: what is sent to many is encoded once for each. */
    private final Map<Shared, FrameFactory> factories = new ConcurrentHashMap<>();

    private record Shared(OptionalInt windowBits, boolean marked) {}

    /** Accepts as much as the operator allows, if a client offers it and there is memory. */
    public MessageCompression(ServerConfig.CompressionMode allowed, WindowBudget windows) {
        this.negotiator = switch (allowed) {
            case ON -> new DeflateNegotiator(ContextTakeover.NONE);
            case TAKEOVER -> new DeflateNegotiator(ContextTakeover.ALLOWED);
            case OFF -> null;
        };
        this.windows = windows;
    }

    /** Whether the server's messages refer back to each other, so that their order matters. */
    public static boolean isStateful(DeflateParameters parameters) {
        return parameters.serverTakeover() == ContextTakeover.ALLOWED;
    }

    /** Accepts the first offer that can be met; empty if there is none, compression is off or memory is short. */
    public Optional<DeflateParameters> negotiate(List<ExtensionOffer> offers) {
        return negotiator == null || windows.isShort() ? Optional.empty() : negotiator.negotiate(offers);
    }

    /** Makes the inflater for the messages of one client. */
    public MessageInflater inflater(DeflateParameters parameters) {
        return new MessageInflater(parameters, zlib, windows);
    }

    /**
     * Makes the frames of messages to a client; shared by all connections with the same parameters. With takeover, frames
     * are left plain here, and compressed in the order of the wire.
     *
     * @param marked whether the client understands marks
     */
    public FrameFactory frames(DeflateParameters parameters, boolean marked) {
        if (isStateful(parameters)) {
            return FrameFactory.plain(marked);
        }
        return factories.computeIfAbsent(
                new Shared(parameters.serverMaxWindowBits(), marked),
                key -> new FrameFactory(deflater(parameters), marked));
    }

    /**
     * The deflater for messages to a client; shared by all connections with the same parameters, unless there is
     * takeover.
     */
    public MessageDeflater deflater(DeflateParameters parameters) {
        if (isStateful(parameters)) {
            return new MessageDeflater(parameters, zlib);
        }
        return deflaters.computeIfAbsent(
                parameters.serverMaxWindowBits(), bits -> new MessageDeflater(parameters, zlib));
    }
}
