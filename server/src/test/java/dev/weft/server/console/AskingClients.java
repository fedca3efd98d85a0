package dev.weft.server.console;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.Operator;
import dev.weft.spi.Session;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A desk, what it shows, and clients that ask at it, each on a virtual thread of its own. */
final class AskingClients {

    /** How long a test waits for what has to come; a slow machine may set it higher. */
    static final long DEADLINE_SECONDS = Long.getLong("weft.test.deadline.seconds", 30);

    private final BlockingQueue<String> screen = new LinkedBlockingQueue<>();
    final List<Session> connected = new CopyOnWriteArrayList<>();
    final OperatorDesk desk = new OperatorDesk(handlerId -> connected, screen::add);
    final Operator operator = desk.operatorFor("ask", FakeSession.ends());

    /** Asks, and returns when the question waits. */
    Asked ask(FakeSession session, String text) throws InterruptedException {
        Asked asked = start(session, text);
        assertTrue(shown().startsWith("[" + session.id() + "] "));
        return asked;
    }

    Asked start(FakeSession session, String text) {
        return run(() -> operator.ask(session, text));
    }

    Asked run(Callable<String> asking) {
        FutureTask<String> task = new FutureTask<>(asking);
        return new Asked(task, Thread.ofVirtual().start(task));
    }

    /** The next line that is shown. */
    String shown() throws InterruptedException {
        String line = screen.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        return line == null ? "(nothing was shown)" : line;
    }

    boolean hasShownNothing() {
        return screen.isEmpty();
    }

    /** A question and the thread that asked it. */
    record Asked(FutureTask<String> task, Thread thread) {

        boolean isWaiting() {
            return !task.isDone();
        }

        String answer() throws Exception {
            return task.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        }

        /** What the question ended with; a failure of the test's own if that is an answer. */
        Throwable failure() throws Exception {
            try {
                return new AssertionError("answered: " + answer());
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                return cause == null ? e : cause;
            }
        }
    }
}
