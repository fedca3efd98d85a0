package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.engine.handshake.ExtensionOffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateNegotiatorTest {

    private static final String NO_TAKEOVER =
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private static final DeflatePolicy TAKEOVER = new DeflatePolicy(ContextTakeover.ALLOWED, ContextTakeover.ALLOWED);

    @Nested
    @DisplayName("RFC 7692 5: which offer is accepted")
    class Choice {

        @Test
        void agreesToNothingWithoutAnOffer() {
            assertEquals(Optional.empty(), answer(DeflatePolicy.DEFAULT));
            assertEquals(Optional.empty(), answer(DeflatePolicy.DEFAULT, Offers.named("x-webkit-deflate-frame")));
        }

        @Test
        void findsTheOfferAmongOthers() {
            assertEquals(
                    Optional.of(NO_TAKEOVER),
                    answer(DeflatePolicy.DEFAULT, Offers.named("permessage-bzip2", "level=9"), Offers.deflate()));
        }

        @Test
        void prefersTheClientsFirst() {
            assertEquals(
                    Optional.of(NO_TAKEOVER + "; server_max_window_bits=10"),
                    answer(DeflatePolicy.DEFAULT, Offers.deflate("server_max_window_bits=10"), Offers.deflate()));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "server_max_window_bits",
                    "server_max_window_bits=8",
                    "client_max_window_bits=16",
                    "client_max_window_bits=7",
                    "client_max_window_bits=abc",
                    "client_max_window_bits=08",
                    "client_max_window_bits=10, permessage-deflate",
                    "unknown"
                })
        void declinesABadOfferAndTriesTheNext(String parameter) {
            ExtensionOffer bad = Offers.deflate(parameter);

            assertEquals(Optional.empty(), answer(DeflatePolicy.DEFAULT, bad));
            assertEquals(
                    Optional.of(NO_TAKEOVER + "; client_max_window_bits=11"),
                    answer(DeflatePolicy.DEFAULT, bad, Offers.deflate("client_max_window_bits=11")));
        }
    }

    @Nested
    @DisplayName("RFC 7692 7.1.1: context takeover")
    class Takeover {

        @Test
        void isRefusedByDefault() {
            assertEquals(Optional.of(NO_TAKEOVER), answer(DeflatePolicy.DEFAULT, Offers.deflate()));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "                           | permessage-deflate",
                    "server_no_context_takeover | permessage-deflate; server_no_context_takeover",
                    "client_no_context_takeover | permessage-deflate; client_no_context_takeover",
                })
        void isWhatBothSidesAllow(String parameter, String response) {
            ExtensionOffer offer = parameter == null ? Offers.deflate() : Offers.deflate(parameter);

            assertEquals(Optional.of(response), answer(TAKEOVER, offer));
        }

        @Test
        void isDecidedForEachSide() {
            assertEquals(
                    Optional.of("permessage-deflate; client_no_context_takeover"),
                    answer(new DeflatePolicy(ContextTakeover.ALLOWED, ContextTakeover.NONE), Offers.deflate()));
        }
    }

    @Nested
    @DisplayName("RFC 7692 7.1.2: window bits")
    class WindowBits {

        @ParameterizedTest
        @ValueSource(ints = {9, 10, 11, 12, 13, 14, 15})
        void ofTheServerAreConfirmed(int bits) {
            assertEquals(
                    Optional.of("permessage-deflate; server_max_window_bits=" + bits),
                    answer(TAKEOVER, Offers.deflate("server_max_window_bits=" + bits)));
        }

        @ParameterizedTest
        @ValueSource(ints = {9, 12, 15})
        void ofTheClientAreSentBack(int bits) {
            assertEquals(
                    Optional.of("permessage-deflate; client_max_window_bits=" + bits),
                    answer(TAKEOVER, Offers.deflate("client_max_window_bits=" + bits)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"client_max_window_bits", "client_max_window_bits=8"})
        void ofTheClientAreLeftToItOtherwise(String parameter) {
            assertEquals(Optional.of("permessage-deflate"), answer(TAKEOVER, Offers.deflate(parameter)));
        }

        @Test
        void areNeverNamedUnasked() {
            assertEquals(Optional.of("permessage-deflate"), answer(TAKEOVER, Offers.deflate()));
        }
    }

    private static Optional<String> answer(DeflatePolicy policy, ExtensionOffer... offers) {
        return new DeflateNegotiator(policy).negotiate(List.of(offers)).map(DeflateParameters::headerValue);
    }
}
