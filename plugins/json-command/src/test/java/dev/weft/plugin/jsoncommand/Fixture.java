package dev.weft.plugin.jsoncommand;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weft.spi.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The methods that clients find, with a clock that stands and three clients, of whom number 7 asks. */
final class Fixture {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    /** Names of methods that failed by themselves. */
    final List<String> faults = new ArrayList<>();

    private final JsonRpc rpc;
    private final Session session = mock(Session.class);

    Fixture() {
        when(session.id()).thenReturn(7L);
        List<Method> methods = new ArrayList<>(StandardMethods.of(Clock.fixed(NOW, ZoneOffset.UTC), () -> 3));
        // The specification's examples call a method with this result; no client has a use for it.
        methods.add(new Method(
                "get_data",
                Signature.NONE,
                "",
                (args, session) ->
                        JsonNodeFactory.instance.arrayNode().add("hello").add(5)));
        methods.add(new Method("fail", Signature.NONE, "", (args, session) -> {
            throw new IllegalStateException("a secret");
        }));
        rpc = new JsonRpc(new Methods(methods), (name, fault) -> faults.add(name + ": " + fault.getMessage()));
    }

    /** The answer, or an empty string if there is none. */
    String answer(String text) {
        ByteBuffer utf8 = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
        return rpc.answer(utf8, session).orElse("");
    }

    /** The answer to a request with these params. */
    JsonNode call(String method, String params) {
        return tree(answer("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":1}"));
    }

    static JsonNode tree(String text) {
        try {
            return Json.parse(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (RpcException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
