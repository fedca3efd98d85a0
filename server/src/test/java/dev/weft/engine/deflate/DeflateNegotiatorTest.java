package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.engine.http.ExtensionOffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateNegotiatorTest {

    private static final String BY_DEFAULT = "permessage-deflate; server_no_context_takeover";

    @Nested
    @DisplayName("RFC 7692 5: which offer is accepted")
    class Choice {

        @Test
        void agreesToNothingWithoutAnOffer() {
            assertEquals(Optional.empty(), answer(ContextTakeover.NONE));
            assertEquals(Optional.empty(), answer(ContextTakeover.NONE, Offers.named("x-webkit-deflate-frame")));
        }

        @Test
        void findsTheOfferAmongOthers() {
            assertEquals(
                    Optional.of(BY_DEFAULT),
                    answer(ContextTakeover.NONE, Offers.named("permessage-bzip2", "level=9"), Offers.deflate()));
        }

        @Test
        void prefersTheClientsFirst() {
            assertEquals(
                    Optional.of(BY_DEFAULT + "; server_max_window_bits=10"),
                    answer(ContextTakeover.NONE, Offers.deflate("server_max_window_bits=10"), Offers.deflate()));
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

            assertEquals(Optional.empty(), answer(ContextTakeover.NONE, bad));
            assertEquals(
                    Optional.of(BY_DEFAULT + "; client_max_window_bits=11"),
                    answer(ContextTakeover.NONE, bad, Offers.deflate("client_max_window_bits=11")));
        }
    }

    @Nested
    @DisplayName("RFC 7692 7.1.1: context takeover")
    class Takeover {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "                           | permessage-deflate",
                    "server_no_context_takeover | permessage-deflate; server_no_context_takeover",
                    "client_no_context_takeover | permessage-deflate; client_no_context_takeover",
                })
        void isWhatBothSidesAllow(String parameter, String response) {
            assertEquals(Optional.of(response), answer(ContextTakeover.ALLOWED, offer(parameter)));
        }

        /** Netty refuses the connection if the client's is forbidden unasked; Jetty and Tornado do not hear it. */
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "                           | permessage-deflate; server_no_context_takeover",
                    "server_no_context_takeover | permessage-deflate; server_no_context_takeover",
                    "client_no_context_takeover | permessage-deflate; server_no_context_takeover;"
                            + " client_no_context_takeover",
                })
        void isTheClientsChoiceIfTheServerHasNone(String parameter, String response) {
            assertEquals(Optional.of(response), answer(ContextTakeover.NONE, offer(parameter)));
        }

        private static ExtensionOffer offer(String parameter) {
            return parameter == null ? Offers.deflate() : Offers.deflate(parameter);
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
                    answer(ContextTakeover.ALLOWED, Offers.deflate("server_max_window_bits=" + bits)));
        }

        @ParameterizedTest
        @CsvSource({"9, 9", "11, 11", "12, 12", "13, 12", "15, 12"})
        void ofTheClientAreNeverMoreThanTheServerKeeps(int offered, int answered) {
            assertEquals(
                    Optional.of("permessage-deflate; client_max_window_bits=" + answered),
                    answer(ContextTakeover.ALLOWED, Offers.deflate("client_max_window_bits=" + offered)));
        }

        @Test
        void ofTheClientAreNamedIfItLeavesThemToTheServer() {
            assertEquals(
                    Optional.of(BY_DEFAULT + "; client_max_window_bits=12"),
                    answer(ContextTakeover.NONE, Offers.deflate("client_max_window_bits")));
        }

        @Test
        void ofAClientThatDoesNotTakeOverAreLeftToIt() {
            for (String bits : List.of("client_max_window_bits", "client_max_window_bits=10")) {
                assertEquals(
                        Optional.of("permessage-deflate; client_no_context_takeover"),
                        answer(ContextTakeover.ALLOWED, Offers.deflate("client_no_context_takeover", bits)));
            }
        }

        @Test
        void ofEightAreLeftToTheClient() {
            assertEquals(
                    Optional.of("permessage-deflate"),
                    answer(ContextTakeover.ALLOWED, Offers.deflate("client_max_window_bits=8")));
        }

        @Test
        void areNeverNamedUnasked() {
            assertEquals(Optional.of("permessage-deflate"), answer(ContextTakeover.ALLOWED, Offers.deflate()));
        }
    }

    private static Optional<String> answer(ContextTakeover server, ExtensionOffer... offers) {
        return new DeflateNegotiator(server).negotiate(List.of(offers)).map(DeflateParameters::headerValue);
    }
}
