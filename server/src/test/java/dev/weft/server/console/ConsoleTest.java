package dev.weft.server.console;

import static dev.weft.server.console.AskingClients.DEADLINE_SECONDS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.console.AskingClients.Asked;
import dev.weft.spi.Operator;
import dev.weft.spi.OperatorGoneException;
import dev.weft.spi.SessionClosedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class ConsoleTest {

    private final AskingClients clients = new AskingClients();
    private final FakeSession one = new FakeSession(1);
    private final FakeSession two = new FakeSession(2);
    private final FakeSession three = new FakeSession(3);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Nested
    @DisplayName("On a pipe")
    class OnAPipe {

        private final PipedOutputStream pipe = new PipedOutputStream();
        private final WatchedStream in = new WatchedStream(new PipedInputStream(pipe, 100_000));
        private final Console console = Console.open(new PlainScreen(in, out, UTF_8), Optional.empty(), () -> {});

        OnAPipe() throws IOException {}

        @AfterEach
        void stop() throws IOException {
            console.stop();
            pipe.close();
        }

        @Test
        void answersTheFirstQuestionsWithTheFirstLinesAndThenIsAtItsEnd() throws Exception {
            send("a\nb\n");
            pipe.close();
            console.start(clients.desk);

            assertEquals("a", clients.start(one, "1?").answer());
            assertEquals("b", clients.start(two, "2?").answer());
            assertTrue(clients.operator.isPresent());
            assertInstanceOf(
                    OperatorGoneException.class, clients.start(three, "3?").failure());
            assertThrows(OperatorGoneException.class, () -> clients.operator.ask(one, "4?"));
        }

        @Test
        void takesNoLineBeforeAQuestionWaits() throws Exception {
            send("a\n");
            console.start(clients.desk);
            awaitReaderAtRest();

            boolean readBefore = in.wasRead();
            assertEquals("a", clients.start(one, "?").answer());

            assertFalse(readBefore);
            assertTrue(in.wasRead());
        }

        @Test
        void keepsALineForTheNextQuestionWhenItsOwnIsGone() throws Exception {
            console.start(clients.desk);
            Asked left = clients.ask(one, "1?");
            in.awaitRead();
            one.leave();
            assertInstanceOf(SessionClosedException.class, left.failure());

            send("late\n");

            assertEquals("late", clients.start(two, "2?").answer());
        }

        @Test
        void takesCommandsFromAPipeToo() throws Exception {
            console.start(clients.desk);
            Asked first = clients.ask(one, "1?");
            Asked second = clients.ask(two, "2?");

            send("/list\n@2 b\na\n");

            assertEquals("b", second.answer());
            assertEquals("a", first.answer());
        }

        @Test
        void saysThatALineWasTooLongAndAnswersWithTheNext() throws Exception {
            console.start(clients.desk);
            Asked asked = clients.ask(one, "?");

            String part = "x".repeat(PlainScreen.MAX_LINE / 16);
            for (int i = 0; i < 17; i++) {
                send(part);
            }
            send("\nshort\n");

            assertEquals("short", asked.answer());
            console.stop();
            assertTrue(out.toString(UTF_8).contains("A line of over 1,048,576 characters was skipped."));
        }

        @Test
        void isNoTerminal() {
            assertFalse(console.isTerminal());
        }

        @Test
        void printsBeforeItReadsAndAfterItStopped() {
            console.printAbove("starting");
            console.stop();
            console.printAbove("stopped");

            assertEquals(String.format("starting%nstopped%n"), out.toString(UTF_8));
        }

        /** Waits until the console's thread waits, for whatever it is. */
        private void awaitReaderAtRest() {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
            while (Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("weft-console") && isWaiting(thread))) {
                assertTrue(System.nanoTime() < deadline, "the console's thread never comes to rest");
                Thread.onSpinWait();
            }
        }

        private static boolean isWaiting(Thread thread) {
            return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
        }

        private void send(String text) throws IOException {
            pipe.write(text.getBytes(UTF_8));
            pipe.flush();
        }
    }

    @Nested
    @DisplayName("Without an operator")
    class WithoutAnOperator {

        @Test
        void goesOnAfterAnEmptyInput() throws Exception {
            Console console = open(InputStream.nullInputStream());
            console.start(clients.desk);

            assertInstanceOf(
                    OperatorGoneException.class, clients.start(one, "?").failure());
        }

        @Test
        void takesABrokenInputForItsEnd() throws Exception {
            InputStream closed = InputStream.nullInputStream();
            closed.close();
            Console console = open(closed);
            console.start(clients.desk);

            assertInstanceOf(
                    OperatorGoneException.class, clients.start(one, "?").failure());
            console.stop();
            assertTrue(out.toString(UTF_8).startsWith("Cannot read standard input: "), out.toString(UTF_8));
        }

        private Console open(InputStream in) {
            return Console.open(new PlainScreen(in, out, UTF_8), Optional.empty(), () -> {});
        }
    }

    @Nested
    @DisplayName("On a terminal")
    class OnATerminal {

        private final CountDownLatch interrupted = new CountDownLatch(1);
        private final VirtualTerminal glass = new VirtualTerminal();
        private final Console console = Console.open(
                new PlainScreen(InputStream.nullInputStream(), out, UTF_8),
                Optional.of(waiting -> new TerminalScreen(glass.terminal, waiting, interrupted::countDown)),
                interrupted::countDown);
        private final OperatorDesk desk = new OperatorDesk(handlerId -> clients.connected, console::printAbove);
        private final Operator operator = desk.operatorFor("ask", FakeSession.ends());

        OnATerminal() throws IOException {}

        @AfterEach
        void stop() throws IOException {
            console.stop();
            glass.close();
        }

        @Test
        void showsAQuestionAboveThePromptAndTakesTheAnswer() throws Exception {
            console.start(desk);
            glass.awaitShown("> ");
            Asked asked = clients.run(() -> operator.ask(three, "how are you?"));
            glass.awaitShown("[3] 127.0.0.1:50003 > how are you?");
            glass.awaitShown("1 waiting > ");

            glass.type("fine\r");

            glass.awaitShown("[3] 127.0.0.1:50003 < fine");
            assertEquals("fine", asked.answer());
        }

        @Test
        void saysThatAnAnswerToNobodyWasNotSent() throws Exception {
            console.start(desk);

            glass.type("hello\r");

            glass.awaitShown("No client is waiting, so this was not sent");
        }

        @Test
        void takesCommandsWhileNobodyWaits() throws Exception {
            console.start(desk);

            glass.type("/list\r");

            glass.awaitShown("0 connected, 0 waiting");
        }

        @Test
        void ignoresAnEmptyLineWhileNobodyWaits() throws Exception {
            console.start(desk);

            glass.type("\r/list\r");

            glass.awaitShown("0 connected, 0 waiting");
            assertFalse(glass.hasShown("No client is waiting"));
        }

        @Test
        void stopsTheServerOnCtrlC() throws Exception {
            console.start(desk);
            glass.awaitShown("> ");

            glass.type(VirtualTerminal.CTRL_C);

            assertTrue(interrupted.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }

        @Test
        void endsTheInputOnCtrlDAndGoesOnPrinting() throws Exception {
            console.start(desk);
            Asked asked = clients.run(() -> operator.ask(one, "?"));
            glass.awaitShown("1 waiting > ");

            glass.type(VirtualTerminal.CTRL_D);

            assertInstanceOf(OperatorGoneException.class, asked.failure());
            console.stop();
            assertTrue(out.toString(UTF_8).contains("1 waiting. The server goes on."), out.toString(UTF_8));
            assertEquals(1, interrupted.getCount());
        }

        @Test
        void leavesTheTerminalWhenItStopsWithoutEndingTheInput() throws Exception {
            console.start(desk);
            glass.awaitShown("> ");

            console.stop();
            console.printAbove("bye");

            assertTrue(operator.isPresent());
            assertEquals(1, interrupted.getCount());
            assertEquals(String.format("bye%n"), out.toString(UTF_8));
        }

        @Test
        void fallsBackToPlainLinesOnATerminalThatCanDoNoMore() throws Exception {
            Console simple = Console.open(
                    new PlainScreen(new ByteArrayInputStream("x\n".getBytes(UTF_8)), out, UTF_8),
                    Optional.of(waiting -> {
                        throw new IOException("a dumb terminal");
                    }),
                    () -> {});
            Asked asked = clients.ask(one, "?");

            simple.start(clients.desk);

            assertEquals("x", asked.answer());
            simple.stop();
        }
    }

    /** A stream that tells whether anybody has tried to read it. */
    private static final class WatchedStream extends FilterInputStream {

        private final CountDownLatch read = new CountDownLatch(1);

        WatchedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            read.countDown();
            return super.read(bytes, offset, length);
        }

        boolean wasRead() {
            return read.getCount() == 0;
        }

        void awaitRead() throws InterruptedException {
            assertTrue(read.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }
    }
}
