package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Operator;
import dev.weft.spi.Session;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FakeOperatorTest {

    /** Asks the operator what it was asked. */
    private static final class Asking implements MessageHandler {

        private @Nullable Operator operator;

        @Override
        public void start(HandlerContext context) {
            operator = context.operator();
        }

        @Override
        public void onMessage(Session session, Message message) {
            Operator present = Objects.requireNonNull(operator);
            String question = ((Message.Text) message).text();
            present.tell("asking: " + question);
            session.send(present.ask(session, question));
        }
    }

    private final HandlerHarness harness = HandlerHarness.start(new Asking());
    private final FakeOperator operator = harness.operator();

    @Test
    void answersWhatWaitsAndWhatIsToCome() {
        TestClient client = harness.connect("/").sendText("how are you?");
        operator.expectQuestion("how are you?").answers("fine", "and you?");

        client.expectText("fine").sendText("tell me").expectText("and you?");
        harness.close();
        assertEquals(List.of("asking: how are you?", "asking: tell me"), operator.told());
    }

    @Test
    void answersInOrderOfArrival() {
        TestClient first = harness.connect("/").sendText("first");
        operator.expectQuestion("first");
        TestClient second = harness.connect("/").sendText("second");

        operator.answers("1").expectQuestion("second").answers("2");

        first.expectText("1");
        second.expectText("2");
        harness.close();
    }

    @Test
    void forgetsTheQuestionOfAClientThatLeaves() {
        TestClient leaving = harness.connect("/").sendText("never mind");
        operator.expectQuestion("never mind");
        leaving.close().expectClose(1000);
        leaving.awaitEnd();

        assertEquals(0, operator.waiting());
        assertEquals(List.of(), harness.faults());
        harness.close();
    }

    @Test
    void leavesThoseWhoWaitWith1013() {
        TestClient client = harness.connect("/").sendText("anybody?");
        operator.expectQuestion("anybody?").leaves();

        client.expectClose(1013);
        harness.connect("/").sendText("you?").expectClose(1013);
        harness.close();
    }

    @Test
    void answersEverythingByARule() {
        operator.answersAll(question -> question + "!");

        harness.connect("/").sendText("one").expectText("one!").sendText("two").expectText("two!");
        harness.close();
    }

    @Test
    void saysWhatElseWasAsked() {
        harness.connect("/").sendText("this");
        operator.nextQuestion();

        Failing.withText(() -> operator.expectQuestion("that"), "was asked \"this\" instead of \"that\"");
        harness.close();
    }
}
