package dev.weft.plugin.jsoncommand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handler;
import dev.weft.spi.MessageHandler;
import dev.weft.testkit.HandlerHarness;
import dev.weft.testkit.TestClient;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonCommandHandlerTest {

    private final HandlerHarness harness =
            HandlerHarness.start(new JsonCommandHandler(Clock.fixed(Fixture.NOW, ZoneOffset.UTC)));

    @AfterEach
    void close() {
        harness.close();
        assertEquals(List.of(), harness.faults());
    }

    @Test
    void sendsTheAnswerAsText() {
        harness.connect("/");
        TestClient second = harness.connect("/");

        second.sendText("{\"jsonrpc\":\"2.0\",\"method\":\"sessions\",\"id\":1}")
                .expectText("{\"jsonrpc\":\"2.0\",\"result\":{\"count\":2,\"own\":2},\"id\":1}");
    }

    @Test
    void understandsItsOwnExamples() {
        TestClient client = harness.connect("/");
        String[] examples =
                JsonCommandHandler.class.getAnnotation(Handler.class).examples();

        assertTrue(examples.length >= 3);
        for (String example : examples) {
            String answer = client.sendText(example).nextText();
            assertFalse(answer.contains("\"error\""), answer);
        }
    }

    @Test
    void sendsNothingForANotification() {
        harness.connect("/")
                .sendText("{\"jsonrpc\":\"2.0\",\"method\":\"time\"}")
                .expectNothing();
    }

    @Test
    void answersTheSameTextTwice() {
        harness.connect("/")
                .sendText("{\"command\":\"time\"}")
                .sendText("{\"command\":\"time\"}")
                .expectText("{\"command\":\"time\",\"result\":\"2026-01-02T03:04:05.678Z\"}")
                .expectText("{\"command\":\"time\",\"result\":\"2026-01-02T03:04:05.678Z\"}");
    }

    @Test
    void closesASessionThatSendsBinaryWith1003() {
        CloseStatus status =
                harness.connect("/").sendBinary((byte) '[', (byte) ']').expectClose(1003);

        assertEquals("JSON must be sent as text", status.reason());
    }

    @Test
    void isFoundByServiceLoaderUnderItsId() {
        Class<?> found = ServiceLoader.load(MessageHandler.class).stream()
                .map(ServiceLoader.Provider::type)
                .findFirst()
                .orElseThrow();

        assertEquals(JsonCommandHandler.class, found);
        assertEquals("json-command", found.getAnnotation(Handler.class).value());
    }
}
