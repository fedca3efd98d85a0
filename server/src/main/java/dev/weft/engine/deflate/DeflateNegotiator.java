package dev.weft.engine.deflate;

import dev.weft.engine.http.ExtensionOffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Answers a client's offers of permessage-deflate: the first that can be honoured is accepted (RFC 7692 5, 7.1). */
public final class DeflateNegotiator {

    /**
     * Why 12? Between two messages the server keeps a window of 4 KiB for the client, not 32. On similar JSON messages
     * of 130 bytes, 97 % of takeover's saving is left: 22 % of the size, against 20 % with 15 bits, 30 % with 9 and 87
     * % without takeover; JSON of 64 KiB shrinks to 25 % instead of 20.
     */
    static final int CLIENT_WINDOW_BITS = 12;

    private final ContextTakeover serverTakeover;

    /**
     * Makes the negotiator for all connections of a server.
     *
     * @param serverTakeover whether the server's messages may refer back to each other: if not, an idle connection
     *     holds no window for them, and the size of one reveals nothing about another (RFC 7692 8)
     */
    public DeflateNegotiator(ContextTakeover serverTakeover) {
        this.serverTakeover = serverTakeover;
    }

    /**
     * Picks an offer and answers it; empty means that the connection continues without compression.
     *
     * @param offers every extension the client offered, in its order of preference
     */
    public Optional<DeflateParameters> negotiate(List<ExtensionOffer> offers) {
        return offers.stream()
                .filter(offer -> offer.name().equals(DeflateParameters.EXTENSION_NAME))
                .flatMap(offer -> DeflateOffer.parse(offer).stream())
                .filter(DeflateNegotiator::isSupported)
                .findFirst()
                .map(this::answer);
    }

    /** RFC 7692 7: "A server MUST decline [...] if [...] the server doesn't support the offered configuration." */
    private static boolean isSupported(DeflateOffer offer) {
        return offer.serverMaxWindowBits().orElse(DeflateParameters.LARGEST_WINDOW_BITS)
                >= DeflateParameters.SMALLEST_WINDOW_BITS;
    }

    private DeflateParameters answer(DeflateOffer offer) {
        return new DeflateParameters(
                // RFC 7692 7.1.1.1: "A server accepts an extension negotiation offer that includes the
                // 'server_no_context_takeover' extension parameter by including the 'server_no_context_takeover'
                // extension parameter in the corresponding extension negotiation response".
                takeover(serverTakeover, offer, DeflateParameters.SERVER_NO_CONTEXT_TAKEOVER),
                // RFC 7692 7.1.1.2 lets a server demand this unasked, and a client has to obey. Netty's clients refuse
                // the connection then, and Jetty's and Tornado's go on referring back.
                takeover(ContextTakeover.ALLOWED, offer, DeflateParameters.CLIENT_NO_CONTEXT_TAKEOVER),
                // RFC 7692 7.1.2.1: "A server accepts an extension negotiation offer with this parameter by including
                // the 'server_max_window_bits' extension parameter [...] with the same or smaller value as the offer."
                offer.serverMaxWindowBits(),
                clientMaxWindowBits(offer));
    }

    private static ContextTakeover takeover(ContextTakeover allowed, DeflateOffer offer, String refusal) {
        return offer.names().contains(refusal) ? ContextTakeover.NONE : allowed;
    }

    /**
     * RFC 7692 7.1.2.2: the server may include the parameter "with a value equal to or smaller than the received
     * value", and "MUST NOT" if it was not offered. A client without takeover leaves no window to keep, so it is not
     * held to a small one. 8 is never answered: a client that merely hinted at it may have a zlib that cannot do it.
     */
    private static OptionalInt clientMaxWindowBits(DeflateOffer offer) {
        boolean isOffered = offer.names().contains(DeflateParameters.CLIENT_MAX_WINDOW_BITS);
        int offered = offer.clientMaxWindowBits().orElse(DeflateParameters.LARGEST_WINDOW_BITS);
        if (!isOffered
                || offered < DeflateParameters.SMALLEST_WINDOW_BITS
                || offer.names().contains(DeflateParameters.CLIENT_NO_CONTEXT_TAKEOVER)) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Math.min(offered, CLIENT_WINDOW_BITS));
    }
}
