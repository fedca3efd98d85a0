package dev.weft.plugin.jsoncommand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.Message;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final String PARSE_ERROR =
            "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,\"message\":\"Parse error\"},\"id\":null}";
    private static final String OVER_A_LIMIT = "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,"
            + "\"message\":\"Parse error\",\"data\":\"over a limit: depth 64, 1000 characters of a name or a number, or its exponent\"},"
            + "\"id\":null}";

    private final Fixture fixture = new Fixture();

    @ParameterizedTest
    @DisplayName("RFC 8259: what is no JSON text")
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "{\"a\":1} {\"b\":2}",
                "[1]]",
                "[1,]",
                "{'a':1}",
                "[01]",
                "[+1]",
                "[.5]",
                "[1.]",
                "[NaN]",
                "[Infinity]",
                "[1] // comment",
                "\u0000",
                "\u0000[\u0000]",
                "\uFEFF[1]",
                "[\"\t\"]",
                "[\"\\x41\"]",
            })
    void isAParseError(String text) {
        assertEquals(PARSE_ERROR, fixture.answer(text));
    }

    @Nested
    @DisplayName("limits")
    class Limits {

        @Test
        void areMetAtTheGreatestDepth() {
            String nested = "[".repeat(62) + "]".repeat(62);

            assertEquals(
                    Fixture.tree(nested),
                    fixture.call("echo", "[" + nested + "]").get("result"));
            assertEquals(
                    -32700,
                    fixture.call("echo", "[[" + nested + "]]").at("/error/code").intValue());
        }

        @Test
        void refuseADocumentThatIsDeeperWithoutReadingItAll() {
            assertEquals(OVER_A_LIMIT, fixture.answer("[".repeat(40_000)));
            assertEquals(OVER_A_LIMIT, fixture.answer("{\"a\":".repeat(40_000)));
        }

        @Test
        void refuseANumberOfMoreThanAThousandDigits() {
            assertEquals(
                    "9".repeat(1000),
                    fixture.call("echo", "[" + "9".repeat(1000) + "]")
                            .get("result")
                            .toString());
            assertEquals(OVER_A_LIMIT, fixture.answer("{\"command\":\"echo\",\"args\":[" + "9".repeat(1001) + "]}"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1e99999999999", "1E-99999999999", "-1e2147483649"})
        void refuseAnExponentThatNoNumberHas(String number) {
            assertEquals(OVER_A_LIMIT, fixture.answer("[" + number + "]"));
        }

        @Test
        void refuseANameOfMoreThanAThousandCharacters() {
            assertEquals(OVER_A_LIMIT, fixture.answer("{\"" + "a".repeat(1001) + "\":1}"));
        }

        @Test
        void areMetByADocumentOfTheGreatestSize() {
            String head = "{\"command\":\"echo\",\"args\":[\"";
            String longest = head + "x".repeat(Json.MAX_BYTES - head.length() - 3) + "\"]}";

            assertTrue(fixture.answer(longest).startsWith("{\"command\":\"echo\",\"result\":\"xxx"));
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,\"message\":\"Parse error\","
                            + "\"data\":\"the document is longer than 262144 bytes\"},\"id\":null}",
                    fixture.answer(longest + " "));
        }
    }

    @Test
    @DisplayName("RFC 8259 4: names within an object SHOULD be unique")
    void refusesAnObjectWithANameTwice() {
        String expected = "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,\"message\":\"Parse error\","
                + "\"data\":\"a name occurs twice in one object\"},\"id\":null}";

        assertEquals(expected, fixture.answer("{\"command\":\"time\",\"command\":\"echo\"}"));
        assertEquals(expected, fixture.answer("[[{\"a\":{\"b\":1,\"b\":1}}]]"));
        assertEquals(expected, fixture.answer("{\"a\":1,\"\\u0061\":1}"));
    }

    @ParameterizedTest
    @DisplayName("what comes back is what came")
    @ValueSource(
            strings = {
                "null",
                "true",
                "0",
                "1.00",
                "-0.5",
                "0.1",
                "1E+400",
                "1E+2147483648",
                "1E-2147483647",
                "9007199254740993",
                "123456789012345678901234567890.123456789012345678901234567890",
                "\"\"",
                "\"\\\"\\\\\\n\\u0000\\u001F\"",
                "\"\u00e4\u6f22\uD83D\uDE00\"",
                "{\"b\":1,\"a\":[{},[],\"\"]}",
            })
    void echoesEveryValueExactly(String json) {
        assertEquals(
                "{\"command\":\"echo\",\"result\":" + json + "}",
                fixture.answer("{\"command\":\"echo\",\"args\":[" + json + "]}"));
    }

    @ParameterizedTest
    @DisplayName("RFC 8259 8.2: half a surrogate pair, which only an escape can carry")
    @ValueSource(strings = {"\\uD83D", "\\uDE00", "a\\uD83Db", "\\uDE00\\uD83D", "\\uD83D\\uD83D\\uDE00"})
    void givesHalfASurrogatePairBackAsAnEscape(String escapes) {
        String answer = fixture.answer("{\"command\":\"echo\",\"args\":[\"" + escapes + "\"]}");

        assertEquals("{\"command\":\"echo\",\"result\":\"" + escapes + "\"}", answer);
        assertEquals(answer, Message.text(answer).text());
    }
}
