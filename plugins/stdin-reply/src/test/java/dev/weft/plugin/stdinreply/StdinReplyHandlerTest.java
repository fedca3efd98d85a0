package dev.weft.plugin.stdinreply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handler;
import dev.weft.spi.MessageHandler;
import dev.weft.testkit.FakeOperator;
import dev.weft.testkit.HandlerHarness;
import dev.weft.testkit.TestClient;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StdinReplyHandlerTest {

    private final HandlerHarness harness = HandlerHarness.start(new StdinReplyHandler());
    private final FakeOperator operator = harness.operator();

    @AfterEach
    void close() {
        harness.close();
        assertEquals(List.of(), harness.faults());
    }

    @Test
    void asksTheOperatorAndSendsTheLineBack() {
        TestClient client = harness.connect("/").sendText("how are you?");

        operator.expectQuestion("how are you?").answers("fine");

        client.expectText("fine").expectNothing();
    }

    @Test
    void sendsAnEmptyLineAsAnEmptyMessage() {
        operator.answers("");

        harness.connect("/").sendText("").expectText("");
    }

    @Test
    void letsOneClientWaitWhileAnotherIsAnswered() {
        TestClient first = harness.connect("/").sendText("first");
        operator.expectQuestion("first");
        TestClient second = harness.connect("/").sendText("second");
        operator.answers("1").expectQuestion("second").answers("2");

        second.expectText("2");
        first.expectText("1");
    }

    @Test
    void closesWith1003OnBinaryWithoutAskingAnybody() {
        CloseStatus status = harness.connect("/").sendBinary((byte) 1).expectClose(1003);

        assertEquals("text only", status.reason());
        assertEquals(0, operator.waiting());
    }

    @Test
    void closesThoseWhoWaitWith1013WhenTheOperatorLeaves() {
        TestClient client = harness.connect("/").sendText("anybody?");

        operator.expectQuestion("anybody?").leaves();

        client.expectClose(1013);
    }

    @Test
    void dropsTheQuestionOfAClientThatLeaves() {
        TestClient client = harness.connect("/").sendText("hello");
        operator.expectQuestion("hello");

        client.drop().awaitEnd();

        assertEquals(0, operator.waiting());
    }

    @Test
    void refusesANewSessionWhenNobodyCanAnswer() {
        operator.leaves();

        harness.connect("/").expectClose(1013);
    }

    @Test
    void isFoundByServiceLoaderUnderItsId() {
        Class<?> found = ServiceLoader.load(MessageHandler.class).stream()
                .map(ServiceLoader.Provider::type)
                .findFirst()
                .orElseThrow();

        assertEquals(StdinReplyHandler.class, found);
        assertEquals("stdin-reply", found.getAnnotation(Handler.class).value());
    }
}
