package dev.weft.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.engine.http.ExtensionOffer;
import dev.weft.engine.http.HttpStatus;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455 9.1: extension-list = 1#extension")
class ExtensionHeaderParserTest {

    @Nested
    class Lists {

        @Test
        void mayBeMissing() throws HandshakeViolation {
            assertEquals(List.of(), ExtensionHeaderParser.parse(List.of()));
        }

        @Test
        @DisplayName("RFC 6455 9.1: the example")
        void areReadInOrder() throws HandshakeViolation {
            List<ExtensionOffer> offers = ExtensionHeaderParser.parse(List.of("foo", "bar; baz=2"));

            assertEquals(List.of(offer("foo"), offer("bar", parameter("baz", "2"))), offers);
            assertEquals(offers, ExtensionHeaderParser.parse(List.of("foo, bar; baz=2")));
        }

        @Test
        void mayHaveEmptyElements() throws HandshakeViolation {
            assertEquals(List.of(offer("a"), offer("b")), ExtensionHeaderParser.parse(List.of(", a,\t,b ,", "")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", ",", " , ,"})
        void mayBeAllEmpty(String line) throws HandshakeViolation {
            assertEquals(List.of(), ExtensionHeaderParser.parse(List.of(line)));
        }

        @Test
        void mayMake32Offers() throws HandshakeViolation {
            assertEquals(
                    32,
                    ExtensionHeaderParser.parse(List.of("a,".repeat(31), "a")).size());
            assertRefused("a,".repeat(33));
        }
    }

    @Nested
    class Parameters {

        @Test
        void mayHaveAValueOrNone() throws HandshakeViolation {
            String line = "permessage-deflate; client_max_window_bits; server_max_window_bits=10";

            assertEquals(
                    List.of(offer(
                            "permessage-deflate",
                            new ExtensionOffer.Parameter("client_max_window_bits", Optional.empty()),
                            parameter("server_max_window_bits", "10"))),
                    ExtensionHeaderParser.parse(List.of(line)));
        }

        @Test
        @DisplayName("RFC 6455 9.1: the implied *LWS rule")
        void mayHaveWhiteSpaceRoundEachWord() throws HandshakeViolation {
            assertEquals(
                    List.of(offer("a", parameter("b", "c"), parameter("d", "e"))),
                    ExtensionHeaderParser.parse(List.of("\ta ; b = c\t;\td\t=\t\"e\" ")));
        }

        @ParameterizedTest
        // 51: what an extension forbids is for the extension to say
        @ValueSource(strings = {"16", "7", "abc", "08"})
        void areHandedOnWhateverTheyMean(String value) throws HandshakeViolation {
            assertEquals(
                    List.of(offer("a", parameter("b", value), parameter("b", value))),
                    ExtensionHeaderParser.parse(List.of("a;b=" + value + ";b=" + value)));
        }

        @Test
        void mayBe32() throws HandshakeViolation {
            assertEquals(
                    32,
                    ExtensionHeaderParser.parse(List.of("a" + ";b".repeat(32)))
                            .getFirst()
                            .parameters()
                            .size());
            assertRefused("a" + ";b".repeat(33));
        }
    }

    @Nested
    @DisplayName("RFC 9110 5.6.4: quoted strings")
    class Quotes {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '\'',
                value = {
                    "\"12\",12",
                    "\"1\\2\",12",
                    "\"\\\"\",\"",
                    "\"\\\\\",\\",
                    "\"\",''",
                    // 52: no token, so no extension takes it; the comma inside does not end the offer
                    "'\"10, permessage-deflate\"','10, permessage-deflate'",
                    "'\";=,\"',';=,'"
                })
        void areReadWithoutQuotesAndBackslashes(String quoted, String value) throws HandshakeViolation {
            assertEquals(
                    List.of(offer("a", parameter("b", value)), offer("c")),
                    ExtensionHeaderParser.parse(List.of("a; b=" + quoted + ", c")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a; b=\"", "a; b=\"c", "a; b=\"c\\", "a; b=\"c\\\"", "a; b=\"\\"})
        void mustEnd(String line) {
            assertRefused(line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";",
                "a;",
                "a;;b",
                "a; b=",
                "a; =b",
                "a b",
                "a; b c",
                "a; b=c d",
                "a=b",
                "\"a\"",
                "a; \"b\"",
                "a; b=\"c\"d",
                "a; b=c\"d\"",
                "a/b",
                "a; b/c",
                "a; b=c/d",
                "\u00e9",
                "a; b==c",
                "a: b",
                "a; b='\u00e9'",
                "a\u0000"
            })
    void refusesWhatBreaksTheGrammar(String line) {
        assertRefused(line);
    }

    /** Why a million? A cost that grows with the square takes minutes then, and a linear one no second. */
    @Test
    @Timeout(60)
    @DisplayName("CVE-2020-7663: cost is linear")
    void takesTheWorstLineWithoutGoingBack() {
        int many = 1_000_000;
        List<String> lines = List.of(
                "a; b=\"" + "\\c".repeat(many),
                "a; b=\"" + "\\\\".repeat(many),
                "a;" + " ".repeat(many) + ";",
                "a".repeat(many) + " b",
                ",".repeat(many) + ";");

        lines.forEach(ExtensionHeaderParserTest::assertRefused);
    }

    @Test
    void givesOffersOrAViolationForAnyText() {
        long seed = Long.getLong("weft.seed", 20_260_101L);
        Random random = new Random(seed);
        String alphabet = "ab;=,\"\\ \t\u00e9";
        for (int run = 0; run < 50_000; run++) {
            StringBuilder line = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                line.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                ExtensionHeaderParser.parse(List.of(line.toString()));
            } catch (HandshakeViolation expected) {
                assertEquals(HttpStatus.BAD_REQUEST, expected.status(), "seed " + seed + ", run " + run);
            }
        }
    }

    private static ExtensionOffer offer(String name, ExtensionOffer.Parameter... parameters) {
        return new ExtensionOffer(name, List.of(parameters));
    }

    private static ExtensionOffer.Parameter parameter(String name, String value) {
        return new ExtensionOffer.Parameter(name, Optional.of(value));
    }

    private static void assertRefused(String line) {
        assertThrows(HandshakeViolation.class, () -> ExtensionHeaderParser.parse(List.of(line)));
    }
}
