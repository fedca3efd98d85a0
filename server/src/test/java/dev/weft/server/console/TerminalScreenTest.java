package dev.weft.server.console;

import static dev.weft.server.console.AskingClients.DEADLINE_SECONDS;
import static dev.weft.server.console.VirtualTerminal.ARROW_LEFT;
import static dev.weft.server.console.VirtualTerminal.ARROW_UP;
import static dev.weft.server.console.VirtualTerminal.CTRL_C;
import static dev.weft.server.console.VirtualTerminal.CTRL_D;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class TerminalScreenTest {

    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final VirtualTerminal glass;
    private final TerminalScreen screen;

    TerminalScreenTest() throws IOException {
        glass = new VirtualTerminal();
        screen = new TerminalScreen(glass.terminal, waiting::get, interrupted::countDown);
    }

    @AfterEach
    void close() throws IOException {
        glass.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "", "it's a \"quote", "100% \\ of! it !!", "grüß \uD83D\uDE00", "@3 x", "(", "$1 #"})
    void readsALineExactlyAsItIsTyped(String line) throws Exception {
        FutureTask<Input> read = read();
        glass.awaitShown("> ");

        glass.type(line + "\r");

        assertEquals(new Input.Line(line), result(read));
    }

    @Test
    void takesPastedLinesAsLines() throws Exception {
        glass.type("one\rtwo\r");

        assertEquals(new Input.Line("one"), result(read()));
        assertEquals(new Input.Line("two"), result(read()));
    }

    @Test
    void editsALine() throws Exception {
        glass.type("helo" + ARROW_LEFT + "l\r");

        assertEquals(new Input.Line("hello"), result(read()));
    }

    @Test
    void bringsALineBack() throws Exception {
        glass.type("first\r");
        result(read());

        glass.type(ARROW_UP + "\r");

        assertEquals(new Input.Line("first"), result(read()));
    }

    @Test
    void completesACommand() throws Exception {
        glass.type("/cl\t3\r");

        assertEquals(new Input.Line("/close 3"), result(read()));
    }

    @Test
    void tellsInThePromptHowManyWait() throws Exception {
        waiting.set(1);
        FutureTask<Input> read = read();
        glass.awaitShown("1 waiting > ");
        waiting.set(2);
        screen.print("[2] asks");

        glass.awaitShown("2 waiting > ");
        glass.type("\r");

        assertEquals(new Input.Line(""), result(read));
    }

    @Test
    void printsAboveTheLineThatIsBeingTyped() throws Exception {
        FutureTask<Input> read = read();
        glass.awaitShown("> ");
        glass.type("hal");
        glass.awaitShown("l");

        screen.print("a log line");

        glass.awaitShown("a log line");
        glass.awaitShown("> hal");
        glass.type("lo\r");
        assertEquals(new Input.Line("hallo"), result(read));
    }

    @Test
    void printsWhileNoLineIsRead() throws Exception {
        screen.print("a log line");

        glass.awaitShown("a log line");
    }

    @Test
    void takesCtrlDOnAnEmptyLineForTheEnd() throws Exception {
        glass.type(CTRL_D);

        assertEquals(new Input.End(), result(read()));
    }

    @Test
    void takesCtrlCForTheWishToStop() throws Exception {
        FutureTask<Input> read = read();
        glass.awaitShown("> ");

        glass.type("half a line" + CTRL_C);

        assertEquals(new Input.Interrupt(), result(read));
        assertEquals(1, interrupted.getCount());
    }

    @Test
    void stopsOnCtrlCThatComesWhileNoLineIsRead() throws Exception {
        glass.terminal.raise(Terminal.Signal.INT);

        assertTrue(interrupted.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void stopsReadingWhenItsThreadIsInterrupted() throws Exception {
        FutureTask<Input> read = new FutureTask<>(screen::read);
        Thread thread = Thread.ofPlatform().daemon().start(read);
        glass.awaitShown("> ");

        thread.interrupt();

        assertEquals(new Input.Interrupt(), result(read));
    }

    private FutureTask<Input> read() {
        FutureTask<Input> read = new FutureTask<>(screen::read);
        Thread.ofPlatform().daemon().start(read);
        return read;
    }

    private static Input result(FutureTask<Input> read) throws Exception {
        return read.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }
}
