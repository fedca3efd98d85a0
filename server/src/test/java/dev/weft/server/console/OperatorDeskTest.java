package dev.weft.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.console.AskingClients.Asked;
import dev.weft.server.console.OperatorDesk.Fate;
import dev.weft.server.log.Printable;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.OperatorGoneException;
import dev.weft.spi.SessionClosedException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class OperatorDeskTest {

    private final AskingClients clients = new AskingClients();
    private final OperatorDesk desk = clients.desk;

    private final FakeSession one = new FakeSession(1);
    private final FakeSession two = new FakeSession(2);
    private final FakeSession three = new FakeSession(3);

    @Nested
    @DisplayName("Answers")
    class Answers {

        @Test
        void answersInOrderOfArrival() throws Exception {
            Asked first = clients.ask(one, "a?");
            Asked second = clients.ask(two, "b?");
            Asked third = clients.ask(three, "c?");

            desk.accept("a");
            desk.accept("b");
            desk.accept("c");

            assertEquals(List.of("a", "b", "c"), List.of(first.answer(), second.answer(), third.answer()));
        }

        @Test
        void answersByNumberInAnyOrder() throws Exception {
            Asked first = clients.ask(one, "a?");
            Asked second = clients.ask(two, "b?");
            Asked third = clients.ask(three, "c?");

            desk.accept("@3 c");
            desk.accept("@1 a");
            desk.accept("b");

            assertEquals(List.of("a", "b", "c"), List.of(first.answer(), second.answer(), third.answer()));
        }

        @Test
        void answersEverybodyAtOnce() throws Exception {
            Asked first = clients.ask(one, "a?");
            Asked second = clients.ask(two, "b?");

            desk.accept("@all soon");

            assertEquals(List.of("soon", "soon"), List.of(first.answer(), second.answer()));
            assertEquals(0, desk.waiting());
        }

        @Test
        void answersWithAnEmptyLine() throws Exception {
            Asked first = clients.ask(one, "a?");

            desk.accept("");

            assertEquals("", first.answer());
        }

        @Test
        void asksTheSameSessionAgainBehindTheOthers() throws Exception {
            answerNow(one, "first");
            clients.ask(two, "b?");
            clients.ask(one, "a?");

            desk.accept("to two");

            assertEquals("[2] 127.0.0.1:50002 < to two", clients.shown());
        }

        @Test
        void answersTheOldestOfTwoQuestionsOfOneSession() throws Exception {
            Asked first = clients.ask(one, "a?");
            Asked second = clients.ask(one, "b?");

            desk.accept("@1 x");
            desk.accept("@1 y");

            assertEquals(List.of("x", "y"), List.of(first.answer(), second.answer()));
        }

        @Test
        void keepsALineForWhoeverReadsItWhenNobodyWaits() {
            assertEquals(Fate.NOBODY_WAITS, desk.accept("hello"));
            assertEquals(Fate.NOBODY_WAITS, desk.accept("@all hello"));
            assertTrue(clients.hasShownNothing());
        }

        @Test
        void saysThatANumberDoesNotWait() throws Exception {
            Asked first = clients.ask(one, "a?");

            desk.accept("@3 hello");

            assertEquals("Client 3 is not waiting for an answer.", clients.shown());
            assertTrue(first.isWaiting());
        }

        @Test
        void answersManyThousandsEachWithItsOwnLine() throws Exception {
            int many = 2_000;
            List<Asked> asked = IntStream.rangeClosed(1, many)
                    .mapToObj(id -> clients.start(new FakeSession(id), "q"))
                    .toList();
            for (int id = 1; id <= many; id++) {
                clients.shown();
            }

            IntStream.rangeClosed(1, many).forEach(id -> desk.accept("@" + id + " reply " + id));

            for (int id = 1; id <= many; id++) {
                assertEquals("reply " + id, asked.get(id - 1).answer());
            }
            assertEquals(0, desk.waiting());
        }

        private void answerNow(FakeSession session, String line) throws Exception {
            Asked asked = clients.ask(session, "?");
            desk.accept(line);
            asked.answer();
            clients.shown();
        }
    }

    @Nested
    @DisplayName("What is shown")
    class Shown {

        @Test
        void showsWhoAsksAndWhat() throws Exception {
            clients.start(three, "how are you?");

            assertEquals("[3] 127.0.0.1:50003 > how are you?", clients.shown());
        }

        @Test
        void putsAnIpv6AddressInBrackets() throws Exception {
            clients.start(new FakeSession(7, "::1"), "x");

            assertEquals("[7] [0:0:0:0:0:0:0:1]:50007 > x", clients.shown());
        }

        @Test
        void escapesWhatThePeerWrote() throws Exception {
            clients.start(one, "\u001b[2J\u202e\n[2] 127.0.0.1:50002 > forged");

            assertEquals("[1] 127.0.0.1:50001 > \\x1B[2J\\u202E\\n[2] 127.0.0.1:50002 > forged", clients.shown());
        }

        @Test
        void cutsALongQuestionAndTellsItsSize() throws Exception {
            clients.start(one, "x".repeat(70_000));

            assertEquals(
                    "[1] 127.0.0.1:50001 > " + "x".repeat(Printable.MAX_EXCERPT) + "... (70,000 characters)",
                    clients.shown());
        }

        @Test
        void tellsWhoGotTheAnswer() throws Exception {
            clients.ask(one, "a?");

            desk.accept("fine");

            assertEquals("[1] 127.0.0.1:50001 < fine", clients.shown());
        }

        @Test
        void showsWhatAHandlerTellsUnderItsId() throws Exception {
            clients.operator.tell("hello\u0007");

            assertEquals("ask: hello\\x07", clients.shown());
        }

        @Test
        void listsWhoIsConnectedAndWhoWaits() throws Exception {
            clients.connected.addAll(List.of(two, one));
            clients.ask(two, "b?");

            desk.accept("/list");

            assertEquals("""
                    2 connected, 1 waiting
                    [1] 127.0.0.1:50001 /ws/ask
                    [2] 127.0.0.1:50002 /ws/ask waiting 0 s > b?""", clients.shown());
        }

        @Test
        void listsNoMoreThanCanBeRead() throws Exception {
            IntStream.rangeClosed(1, 201).forEach(id -> clients.connected.add(new FakeSession(id)));

            desk.accept("/list");

            assertTrue(clients.shown().endsWith("[200] 127.0.0.1:50200 /ws/ask\n... and 1 more"));
        }

        @Test
        void showsTheCommandsAndWhatIsWrongWithALine() throws Exception {
            desk.accept("/help");
            desk.accept("/nonsense");

            assertTrue(clients.shown().contains("@all text"));
            assertTrue(clients.shown().startsWith("No such command"));
        }
    }

    @Nested
    @DisplayName("Closing")
    class Closing {

        @Test
        void closesAClientAndEndsItsQuestion() throws Exception {
            clients.connected.addAll(List.of(one, two));
            Asked asked = clients.ask(two, "b?");

            desk.accept("/close 2 1008 enough");

            assertEquals(
                    CloseStatus.POLICY_VIOLATION.because("enough"),
                    two.closedWith().orElseThrow());
            assertInstanceOf(SessionClosedException.class, asked.failure());
            assertTrue(one.isOpen());
            assertEquals("[2] 127.0.0.1:50002 is being closed with 1008.", clients.shown());
            assertEquals("[2] 127.0.0.1:50002 left; its question was dropped.", clients.shown());
        }

        @Test
        void saysThatAClientIsNotConnected() throws Exception {
            desk.accept("/close 9");

            assertEquals("Client 9 is not connected.", clients.shown());
        }
    }

    @Nested
    @DisplayName("End of input")
    class EndOfInput {

        @Test
        void endsEveryWaitingQuestion() throws Exception {
            Asked first = clients.ask(one, "a?");
            Asked second = clients.ask(two, "b?");

            desk.endOfInput();

            assertInstanceOf(OperatorGoneException.class, first.failure());
            assertInstanceOf(OperatorGoneException.class, second.failure());
            assertEquals(
                    "End of input: there will be no more answers, 2 waiting. The server goes on.", clients.shown());
        }

        @Test
        void refusesEveryLaterQuestion() {
            desk.endOfInput();

            assertThrows(OperatorGoneException.class, () -> clients.operator.ask(one, "a?"));
            assertFalse(clients.operator.isPresent());
        }

        @Test
        void saysItOnce() throws Exception {
            assertTrue(clients.operator.isPresent());

            desk.endOfInput();
            desk.endOfInput();

            assertEquals("End of input: there will be no more answers. The server goes on.", clients.shown());
            assertTrue(clients.hasShownNothing());
        }
    }
}
