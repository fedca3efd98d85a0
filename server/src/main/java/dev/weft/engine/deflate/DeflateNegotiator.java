package dev.weft.engine.deflate;

import dev.weft.engine.handshake.ExtensionOffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Answers a client's offers of permessage-deflate: the first that can be honoured is accepted (RFC 7692 5, 7.1). */
public final class DeflateNegotiator {

    private final DeflatePolicy policy;

    /** Makes one that agrees to no more than a policy allows. */
    public DeflateNegotiator(DeflatePolicy policy) {
        this.policy = policy;
    }

    /**
     * Picks an offer and answers it; empty means that the connection goes on without compression.
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
                takeover(policy.serverTakeover(), offer, DeflateParameters.SERVER_NO_CONTEXT_TAKEOVER),
                // RFC 7692 7.1.1.2: the server may "use the parameter to avoid taking over the LZ77 sliding window
                // unnecessarily by including the 'client_no_context_takeover' extension parameter".
                takeover(policy.clientTakeover(), offer, DeflateParameters.CLIENT_NO_CONTEXT_TAKEOVER),
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
     * value", and "MUST NOT" if it was not offered. A value is sent back as it came, and bounds the window kept for the
     * client. 8 is left out: a client that only hinted at it need not find that its zlib cannot do it.
     */
    private static OptionalInt clientMaxWindowBits(DeflateOffer offer) {
        OptionalInt offered = offer.clientMaxWindowBits();
        return offered.orElse(0) < DeflateParameters.SMALLEST_WINDOW_BITS ? OptionalInt.empty() : offered;
    }
}
