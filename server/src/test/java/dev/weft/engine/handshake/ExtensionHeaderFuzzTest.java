package dev.weft.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.engine.deflate.ContextTakeover;
import dev.weft.engine.deflate.DeflateNegotiator;
import dev.weft.engine.deflate.DeflateParameters;
import dev.weft.engine.http.ExtensionOffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whatever is offered: a list, or the documented exception; and what is answered keeps to the grammar itself. */
class ExtensionHeaderFuzzTest {

    private final DeflateNegotiator negotiator = new DeflateNegotiator(ContextTakeover.NONE);

    @FuzzTest(maxDuration = "1m")
    void offersAreTheSameOnOneLineAndOnMany(byte[] bytes) {
        List<String> lines =
                new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
        List<ExtensionOffer> offers;
        try {
            offers = ExtensionHeaderParser.parse(lines);
        } catch (HandshakeViolation refused) {
            return;
        }
        assertTrue(offers.size() <= ExtensionHeaderParser.MAX_OFFERS);
        // RFC 6455 9.1: "this header field MAY be split or combined across multiple lines."
        assertEquals(offers, parsed(List.of(String.join(", ", lines)), lines.isEmpty()));
        Optional<DeflateParameters> answer = negotiator.negotiate(offers);
        answer.ifPresent(agreed -> {
            List<ExtensionOffer> back = parsed(List.of(agreed.headerValue()), false);
            assertEquals(1, back.size());
            // What was agreed to can be agreed to again: as an offer it gets itself for an answer.
            assertEquals(answer, negotiator.negotiate(back));
        });
    }

    private static List<ExtensionOffer> parsed(List<String> lines, boolean nothing) {
        try {
            return nothing ? List.of() : ExtensionHeaderParser.parse(lines);
        } catch (HandshakeViolation refused) {
            throw new AssertionError("refused when combined", refused);
        }
    }
}
