package dev.weft.plugin.channels;

import dev.weft.testkit.HandlerHarness;
import dev.weft.testkit.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the specification, as they are printed there; its arithmetic is not offered here. */
@DisplayName("JSON-RPC 2.0 section 7, Examples")
class SpecificationTest {

    private static final String PARSE_ERROR =
            "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,\"message\":\"Parse error\"},\"id\":null}";

    private static final String INVALID_REQUEST =
            "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request\"},\"id\":null}";

    private final HandlerHarness harness = HandlerHarness.start(new ChannelsHandler());
    private final TestClient client = harness.connect("/");

    @AfterEach
    void close() {
        harness.close();
    }

    private static String notFound(String id) {
        return "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32601,\"message\":\"Method not found\"},\"id\":" + id + "}";
    }

    @Test
    @DisplayName("rpc call with positional and named parameters")
    void callsOfMethodsThatAreNotOffered() {
        client.sendText("{\"jsonrpc\": \"2.0\", \"method\": \"subtract\", \"params\": [42, 23], \"id\": 1}")
                .expectText(notFound("1"))
                .sendText("{\"jsonrpc\": \"2.0\", \"method\": \"subtract\","
                        + " \"params\": {\"subtrahend\": 23, \"minuend\": 42}, \"id\": 3}")
                .expectText(notFound("3"));
    }

    @ParameterizedTest
    @DisplayName("a Notification")
    @ValueSource(
            strings = {
                "{\"jsonrpc\": \"2.0\", \"method\": \"update\", \"params\": [1,2,3,4,5]}",
                "{\"jsonrpc\": \"2.0\", \"method\": \"foobar\"}",
                "[ {\"jsonrpc\": \"2.0\", \"method\": \"notify_sum\", \"params\": [1,2,4]},"
                        + " {\"jsonrpc\": \"2.0\", \"method\": \"notify_hello\", \"params\": [7]} ]",
            })
    void notification(String request) {
        client.sendText(request).expectNothing();
    }

    @Test
    @DisplayName("rpc call of non-existent method")
    void callOfNonExistentMethod() {
        client.sendText("{\"jsonrpc\": \"2.0\", \"method\": \"foobar\", \"id\": \"1\"}")
                .expectText(notFound("\"1\""));
    }

    @Test
    @DisplayName("rpc call with invalid JSON")
    void callWithInvalidJson() {
        client.sendText("{\"jsonrpc\": \"2.0\", \"method\": \"foobar, \"params\": \"bar\", \"baz]")
                .expectText(PARSE_ERROR);
    }

    @Test
    @DisplayName("rpc call with invalid Request object")
    void callWithInvalidRequestObject() {
        client.sendText("{\"jsonrpc\": \"2.0\", \"method\": 1, \"params\": \"bar\"}")
                .expectText(INVALID_REQUEST);
    }

    @Test
    @DisplayName("rpc call Batch, invalid JSON")
    void batchOfInvalidJson() {
        client.sendText("""
                [
                  {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
                  {"jsonrpc": "2.0", "method"
                ]""").expectText(PARSE_ERROR);
    }

    @Test
    @DisplayName("rpc call with an empty Array")
    void emptyArray() {
        client.sendText("[]").expectText(INVALID_REQUEST);
    }

    @Test
    @DisplayName("rpc call with an invalid Batch (but not empty)")
    void invalidBatch() {
        client.sendText("[1]").expectText("[" + INVALID_REQUEST + "]");
        client.sendText("[1,2,3]")
                .expectText("[" + INVALID_REQUEST + "," + INVALID_REQUEST + "," + INVALID_REQUEST + "]");
    }

    @Test
    @DisplayName("rpc call Batch")
    void batch() {
        client.sendText("""
                [
                  {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
                  {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
                  {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
                  {"foo": "boo"},
                  {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
                  {"jsonrpc": "2.0", "method": "get_data", "id": "9"}
                ]""")
                .expectText("[" + notFound("\"1\"") + "," + notFound("\"2\"") + "," + INVALID_REQUEST + ","
                        + notFound("\"5\"") + "," + notFound("\"9\"") + "]");
    }
}
