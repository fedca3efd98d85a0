package dev.weft.plugin.jsoncommand;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every example of the specification, as it is printed there. */
@DisplayName("JSON-RPC 2.0 section 7, Examples")
class SpecificationTest {

    private final Fixture fixture = new Fixture();

    @ParameterizedTest
    @DisplayName("rpc call with positional parameters")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"jsonrpc\": \"2.0\", \"method\": \"subtract\", \"params\": [42, 23], \"id\": 1}"
                        + "|{\"jsonrpc\": \"2.0\", \"result\": 19, \"id\": 1}",
                "{\"jsonrpc\": \"2.0\", \"method\": \"subtract\", \"params\": [23, 42], \"id\": 2}"
                        + "|{\"jsonrpc\": \"2.0\", \"result\": -19, \"id\": 2}",
            })
    void callWithPositionalParameters(String request, String response) {
        assertAnswer(response, request);
    }

    @ParameterizedTest
    @DisplayName("rpc call with named parameters")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"jsonrpc\": \"2.0\", \"method\": \"subtract\","
                        + " \"params\": {\"subtrahend\": 23, \"minuend\": 42}, \"id\": 3}"
                        + "|{\"jsonrpc\": \"2.0\", \"result\": 19, \"id\": 3}",
                "{\"jsonrpc\": \"2.0\", \"method\": \"subtract\","
                        + " \"params\": {\"minuend\": 42, \"subtrahend\": 23}, \"id\": 4}"
                        + "|{\"jsonrpc\": \"2.0\", \"result\": 19, \"id\": 4}",
            })
    void callWithNamedParameters(String request, String response) {
        assertAnswer(response, request);
    }

    @ParameterizedTest
    @DisplayName("a Notification")
    @ValueSource(
            strings = {
                "{\"jsonrpc\": \"2.0\", \"method\": \"update\", \"params\": [1,2,3,4,5]}",
                "{\"jsonrpc\": \"2.0\", \"method\": \"foobar\"}",
            })
    void notification(String request) {
        assertEquals("", fixture.answer(request));
    }

    @Test
    @DisplayName("rpc call of non-existent method")
    void callOfNonExistentMethod() {
        assertAnswer("""
                {"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "1"}
                """, """
                {"jsonrpc": "2.0", "method": "foobar", "id": "1"}
                """);
    }

    @Test
    @DisplayName("rpc call with invalid JSON")
    void callWithInvalidJson() {
        assertAnswer("""
                {"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null}
                """, """
                {"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]
                """);
    }

    @Test
    @DisplayName("rpc call with invalid Request object")
    void callWithInvalidRequestObject() {
        assertAnswer("""
                {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}
                """, """
                {"jsonrpc": "2.0", "method": 1, "params": "bar"}
                """);
    }

    @Test
    @DisplayName("rpc call Batch, invalid JSON")
    void batchOfInvalidJson() {
        assertAnswer("""
                {"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null}
                """, """
                [
                  {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
                  {"jsonrpc": "2.0", "method"
                ]
                """);
    }

    @Test
    @DisplayName("rpc call with an empty Array")
    void emptyArray() {
        assertAnswer("""
                {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}
                """, "[]");
    }

    @Test
    @DisplayName("rpc call with an invalid Batch (but not empty)")
    void invalidBatchButNotEmpty() {
        assertAnswer("""
                [
                  {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}
                ]
                """, "[1]");
    }

    @Test
    @DisplayName("rpc call with invalid Batch")
    void invalidBatch() {
        assertAnswer("""
                [
                  {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
                  {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
                  {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}
                ]
                """, "[1,2,3]");
    }

    @Test
    @DisplayName("rpc call Batch")
    void batch() {
        assertAnswer("""
                [
                  {"jsonrpc": "2.0", "result": 7, "id": "1"},
                  {"jsonrpc": "2.0", "result": 19, "id": "2"},
                  {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
                  {"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "5"},
                  {"jsonrpc": "2.0", "result": ["hello", 5], "id": "9"}
                ]
                """, """
                [
                  {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
                  {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
                  {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
                  {"foo": "boo"},
                  {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
                  {"jsonrpc": "2.0", "method": "get_data", "id": "9"}
                ]
                """);
    }

    @Test
    @DisplayName("rpc call Batch (all notifications)")
    void batchOfNotifications() {
        assertEquals("", fixture.answer("""
                [
                  {"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
                  {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}
                ]
                """));
    }

    private void assertAnswer(String response, String request) {
        assertEquals(Fixture.tree(response), Fixture.tree(fixture.answer(request)));
    }
}
