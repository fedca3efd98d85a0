package dev.weft.plugin.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "1.50",
                "1e2",
                "1E+400",
                "12345678901234567890123456789",
                "\"\"",
                "\"straße 中文 🧵\"",
                "\"\\ud800\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\"",
                "null",
                "true",
                "false",
                "{}",
                "[]",
                "{ \"a\" : [ 1 , 2 ] }",
                "[\n\t1,\r\n 2 ]",
                "{\"a\":1,\"a\":2}",
            })
    void aValueIsPassedOnLetterByLetter(String json) throws RpcException {
        assertEquals(
                json,
                Json.elements(Json.parse("[ " + json + " ]"), 1).getFirst().json());
        assertEquals(
                new Value(Json.parse(json).type(), json),
                Json.members(Json.parse("{\"x\": " + json + " ,\"y\":1}")).get("x"));
        assertEquals(
                json, Json.elements(Json.parse("[" + json + "]"), 1).getFirst().json());
    }

    /** Longer than the parser's buffer, and cut at every place of it. */
    @Test
    void aValueMayBeAsLongAsItLikes() throws RpcException {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            String text = "\"" + "ä".repeat(30_000 + random.nextInt(6000)) + "\"";
            String json = "[" + text + ", {\"n\": " + text + "} , -12.5e3]";
            List<Value> elements = Json.elements(Json.parse(json), 3);
            assertEquals(text, elements.get(0).json());
            assertEquals("{\"n\": " + text + "}", elements.get(1).json());
            assertEquals("-12.5e3", elements.get(2).json());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "[1,]",
                "{\"a\":}",
                "{a:1}",
                "'a'",
                "01",
                "1.",
                ".5",
                "+1",
                "NaN",
                "[1] 2",
                "[1]]",
                "\"a",
                "\"\n\"",
                "\"\\x\"",
                "\"\\ud8\"",
                "nul",
                "/* */ 1",
                "\uFEFF[]",
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThrows(RpcException.class, () -> Json.parse(text));
    }

    @Test
    void depthIsLimited() throws RpcException {
        String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
        assertEquals(deepest, Json.parse(deepest).json());
        assertThrows(RpcException.class, () -> Json.parse("[" + deepest + "]"));
        assertThrows(RpcException.class, () -> Json.parse("[".repeat(1_000_000)));
    }

    @Test
    void numbersAndNamesAreLimited() throws RpcException {
        String longest = "1".repeat(Json.MAX_NUMBER_LENGTH);
        assertEquals(
                longest,
                Json.elements(Json.parse("[" + longest + "]"), 1).getFirst().json());
        assertThrows(RpcException.class, () -> Json.parse("[1" + longest + "]"));
        Json.parse("{\"" + longest + "\":1}");
        assertThrows(RpcException.class, () -> Json.parse("{\"1" + longest + "\":1}"));
    }

    @Test
    void aNameThatOccursTwiceIsRefusedWhereItIsLookedAt() throws RpcException {
        Value twice = Json.parse("{\"a\":1,\"\\u0061\":2}");
        assertThrows(RpcException.class, () -> Json.members(twice));
    }
}
