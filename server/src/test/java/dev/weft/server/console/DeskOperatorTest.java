package dev.weft.server.console;

import static dev.weft.server.console.AskingClients.DEADLINE_SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.weft.server.console.AskingClients.Asked;
import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Operator;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class DeskOperatorTest {

    private final AskingClients clients = new AskingClients();
    private final OperatorDesk desk = clients.desk;

    private final FakeSession one = new FakeSession(1);
    private final FakeSession two = new FakeSession(2);

    @Test
    void dropsTheQuestionOfAClientThatLeaves() throws Exception {
        Asked first = clients.ask(one, "a?");
        Asked second = clients.ask(two, "b?");

        one.leave();

        assertEquals(
                1,
                assertInstanceOf(SessionClosedException.class, first.failure()).sessionId());
        assertEquals("[1] 127.0.0.1:50001 left; its question was dropped.", clients.shown());
        desk.accept("b");
        assertEquals("b", second.answer());
    }

    @Test
    void asksNothingForASessionThatIsClosedAlready() {
        one.leave();

        assertThrows(SessionClosedException.class, () -> clients.operator.ask(one, "a?"));
        assertTrue(clients.hasShownNothing());
    }

    @Test
    void endsAtOnceForASessionThatEndsWhileItBeginsToAsk() {
        Operator late = desk.operatorFor("late", (session, then) -> {
            then.run();
            return () -> {};
        });

        assertThrows(SessionClosedException.class, () -> late.ask(one, "a?"));
        assertEquals(0, desk.waiting());
    }

    @Test
    void asksTheSessionNothingOnTheOperatorsThread() throws Exception {
        AtomicBoolean hostile = new AtomicBoolean();
        Session session = mock();
        when(session.id()).thenAnswer(call -> answer(hostile, 9L));
        when(session.isOpen()).thenAnswer(call -> answer(hostile, true));
        when(session.handshake()).thenAnswer(call -> answer(hostile, two.handshake()));
        Operator operator = desk.operatorFor("wrapping", (any, then) -> () -> {});
        Asked asked = clients.run(() -> operator.ask(session, "a?"));
        desk.awaitQuestion();
        hostile.set(true);

        desk.accept("/list");
        desk.accept("@9 yes");

        assertEquals("yes", asked.answer());
    }

    private static <T> T answer(AtomicBoolean hostile, T answer) {
        if (hostile.get()) {
            throw new AssertionError("the handler's own session was asked");
        }
        return answer;
    }

    @Test
    void takesItsSubscriptionBackAfterTheAnswer() throws Exception {
        CompletableFuture<Void> takenBack = new CompletableFuture<>();
        Operator careful = desk.operatorFor("careful", (session, then) -> () -> takenBack.complete(null));
        Asked asked = clients.run(() -> careful.ask(one, "a?"));
        clients.shown();

        desk.accept("x");

        assertEquals("x", asked.answer());
        assertTrue(takenBack.isDone());
    }

    @Test
    void forgetsAQuestionThatCouldNotSubscribe() {
        Operator broken = desk.operatorFor("broken", (session, then) -> {
            throw new IllegalStateException("no more");
        });

        assertThrows(IllegalStateException.class, () -> broken.ask(one, "a?"));
        assertEquals(0, desk.waiting());
    }

    @Test
    void endsWith1001WhenTheServerInterruptsTheHandler() throws Exception {
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Asked asked = clients.run(() -> {
            try {
                return clients.operator.ask(one, "a?");
            } finally {
                stillInterrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        clients.shown();

        asked.thread().interrupt();

        assertEquals(
                CloseStatus.GOING_AWAY,
                assertInstanceOf(CloseException.class, asked.failure()).status());
        assertTrue(stillInterrupted.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, desk.waiting());
    }
}
