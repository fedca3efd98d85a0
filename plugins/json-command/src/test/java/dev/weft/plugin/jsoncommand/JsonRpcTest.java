package dev.weft.plugin.jsoncommand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcTest {

    private static final String INVALID_REQUEST =
            "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request\"},\"id\":null}";

    private final Fixture fixture = new Fixture();

    @Nested
    @DisplayName("JSON-RPC 2.0 section 4, Request object")
    class RequestObject {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1",
                    "\"text\"",
                    "null",
                    "true",
                    "{}",
                    "{\"jsonrpc\":2.0,\"method\":\"time\"}",
                    "{\"jsonrpc\":\"2\",\"method\":\"time\"}",
                    "{\"jsonrpc\":\"1.0\",\"method\":\"time\"}",
                    "{\"method\":\"time\"}",
                    "{\"jsonrpc\":\"2.0\"}",
                    "{\"jsonrpc\":\"2.0\",\"method\":null}",
                    "{\"jsonrpc\":\"2.0\",\"method\":[\"time\"]}",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"time\",\"params\":\"UTC\"}",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"time\",\"params\":null}",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"time\",\"params\":1}",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"time\",\"id\":true}",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"time\",\"id\":[1]}",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"time\",\"id\":{\"a\":1}}",
                })
        void isRefusedWhenAMemberIsNotWhatItMustBe(String document) {
            assertEquals(INVALID_REQUEST, fixture.answer(document));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1",
                    "0",
                    "-1",
                    "1.50",
                    "12345678901234567890123456789",
                    "\"\"",
                    "\"a-b\"",
                    "\"\u00e4\u6f22\uD83D\uDE00\"",
                    "null"
                })
        void getsItsIdBackAsItWas(String id) {
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"result\":3,\"id\":" + id + "}",
                    fixture.answer("{\"id\":" + id + ",\"params\":[1,2],\"method\":\"add\",\"jsonrpc\":\"2.0\"}"));
        }

        @Test
        void getsItsIdBackWithAnErrorWhenTheIdCouldBeDetected() {
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request\"},\"id\":5}",
                    fixture.answer("{\"jsonrpc\":\"2.0\",\"method\":1,\"id\":5}"));
        }

        @Test
        void mayHaveOtherMembers() {
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"result\":3,\"id\":1}",
                    fixture.answer(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"params\":[1,2],\"id\":1,\"trace\":[\"x\"]}"));
        }
    }

    @Nested
    @DisplayName("JSON-RPC 2.0 section 4.1, Notification")
    class Notification {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"params\":[1,2]}",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"params\":[\"not a number\"]}",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"nothing of this name\"}",
                    "{\"jsonrpc\":\"2.0\",\"method\":\"fail\"}",
                })
        void isNeverAnswered(String request) {
            assertEquals("", fixture.answer(request));
        }

        @Test
        void isRunAllTheSame() {
            fixture.answer("{\"jsonrpc\":\"2.0\",\"method\":\"fail\"}");

            assertEquals(List.of("fail: a secret"), fixture.faults);
        }
    }

    @Nested
    @DisplayName("JSON-RPC 2.0 section 5.1, Error object")
    class ErrorObject {

        @Test
        void tellsNothingOfAnInternalError() {
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32603,\"message\":\"Internal error\"},\"id\":1}",
                    fixture.answer("{\"jsonrpc\":\"2.0\",\"method\":\"fail\",\"id\":1}"));
            assertEquals(List.of("fail: a secret"), fixture.faults);
        }

        @Test
        void saysWhichParametersAMethodExpects() {
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32602,\"message\":\"Invalid params\","
                            + "\"data\":\"expected [minuend, subtrahend]\"},\"id\":1}",
                    fixture.answer("{\"jsonrpc\":\"2.0\",\"method\":\"subtract\",\"params\":[1],\"id\":1}"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"rpc.time", "Time", "time ", "", "\\u0000"})
        void isMethodNotFoundForAnyOtherName(String name) {
            assertEquals(
                    -32601,
                    fixture.call(name, "[]").at("/error/code").intValue(),
                    "names beginning with rpc. are reserved, and names are case-sensitive");
        }
    }

    @Nested
    @DisplayName("JSON-RPC 2.0 section 6, Batch")
    class Batch {

        @Test
        void keepsTheOrderOfTheRequestsAndLeavesNotificationsOut() {
            assertEquals(
                    "[{\"jsonrpc\":\"2.0\",\"result\":\"a\",\"id\":2},{\"jsonrpc\":\"2.0\",\"result\":\"b\",\"id\":1}]",
                    fixture.answer("""
                            [{"jsonrpc":"2.0","method":"echo","params":["a"],"id":2},
                             {"jsonrpc":"2.0","method":"echo","params":["lost"]},
                             {"jsonrpc":"2.0","method":"echo","params":["b"],"id":1}]
                            """));
        }

        @Test
        void doesNotNest() {
            assertEquals("[" + INVALID_REQUEST + "]", fixture.answer("[[]]"));
        }

        @Test
        void hasAtMostAThousandRequests() {
            String thousand = "[" + "1,".repeat(JsonRpc.MAX_BATCH - 1) + "1]";
            String more = "[" + "1,".repeat(JsonRpc.MAX_BATCH) + "1]";

            assertEquals(1000, Fixture.tree(fixture.answer(thousand)).size());
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request\","
                            + "\"data\":\"a batch has at most 1000 requests\"},\"id\":null}",
                    fixture.answer(more));
        }
    }

    @Nested
    @DisplayName("the short form")
    class CommandForm {

        @Test
        void isAnsweredInItsOwnForm() {
            assertEquals("{\"command\":\"add\",\"result\":3}", fixture.answer("{\"command\":\"add\",\"args\":[1,2]}"));
        }

        @Test
        void takesNamedArgumentsAndNone() {
            assertEquals(
                    "{\"command\":\"subtract\",\"result\":1}",
                    fixture.answer("{\"command\":\"subtract\",\"args\":{\"subtrahend\":1,\"minuend\":2}}"));
            assertEquals(
                    "{\"command\":\"time\",\"result\":\"2026-01-02T03:04:05.678Z\"}",
                    fixture.answer("{\"command\":\"time\"}"));
        }

        @Test
        void givesAnIdBack() {
            assertEquals(
                    "{\"command\":\"add\",\"result\":3,\"id\":\"x\"}",
                    fixture.answer("{\"command\":\"add\",\"args\":[1,2],\"id\":\"x\"}"));
        }

        @Test
        void saysWhatIsWrong() {
            assertEquals(
                    "{\"command\":\"nothing\",\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}",
                    fixture.answer("{\"command\":\"nothing\"}"));
            assertEquals(
                    "{\"command\":5,\"error\":{\"code\":-32600,\"message\":\"Invalid Request\","
                            + "\"data\":\"command is a string\"}}",
                    fixture.answer("{\"command\":5}"));
            assertEquals(
                    "{\"command\":\"add\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request\","
                            + "\"data\":\"args is an array or an object\"}}",
                    fixture.answer("{\"command\":\"add\",\"args\":1}"));
            assertEquals(
                    "{\"command\":\"fail\",\"error\":{\"code\":-32603,\"message\":\"Internal error\"}}",
                    fixture.answer("{\"command\":\"fail\"}"));
        }

        @Test
        void isNotTakenForARequestThatHappensToHaveACommand() {
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"result\":3,\"id\":1}",
                    fixture.answer(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"params\":[1,2],\"id\":1,\"command\":\"time\"}"));
        }

        @Test
        void mayStandInABatch() {
            assertEquals(
                    "[{\"command\":\"add\",\"result\":1},{\"jsonrpc\":\"2.0\",\"result\":2,\"id\":1}]",
                    fixture.answer("[{\"command\":\"add\",\"args\":[1]},"
                            + "{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"params\":[2],\"id\":1}]"));
        }
    }

    @Test
    void answersAnyBytesWithOneDocumentOrNothing() {
        long seed = Long.getLong("weft.test.seed", System.nanoTime());
        Random random = new Random(seed);
        String pool = "{}[]\",:0123456789.eE+-\\u null true command jsonrpc 2.0 method params id add \uD83D\uDE00";
        String request = "[{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"params\":[1,2.5e3],\"id\":\"\\ud83d\"}]";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder(request);
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int at = random.nextInt(text.length());
                text.setCharAt(at, pool.charAt(random.nextInt(pool.length())));
            }
            try {
                String answer = fixture.answer(text.toString());
                assertTrue(answer.isEmpty() || Fixture.tree(answer).isContainerNode());
                assertFalse(answer.contains("\"Internal error\""));
            } catch (RuntimeException e) {
                throw new AssertionError("weft.test.seed=" + seed + ": " + text, e);
            }
        }
    }
}
