package dev.weft.server.console;

import dev.weft.server.log.Printable;
import dev.weft.spi.Session;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A waiting question; it has exactly one outcome, decided by the thread that removed it from {@link WaitingQuestions}.
 */
final class Question {

    /** How a question ended. */
    sealed interface Outcome {

        /** The operator answered. */
        record Answered(String line) implements Outcome {}

        /** The session ended first. */
        record SessionEnded() implements Outcome {}

        /** The operator's input ended first. */
        record OperatorGone() implements Outcome {}
    }

    private final long sessionId;
    private final String from;
    private final String excerpt;
    private final long askedAt = System.nanoTime();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    Question(Session session, String text) {
        // Read now, as text: a handler may pass a session of its own making, whose methods are its own code.
        this.sessionId = session.id();
        this.from = nameOf(session);
        // Only the excerpt is kept, so that a waiting question does not hold the peer's whole message.
        this.excerpt = Printable.excerpt(text);
    }

    /** The number of the session that asks. */
    long sessionId() {
        return sessionId;
    }

    /** The name of the session that asks, as from {@link #nameOf}. */
    String from() {
        return from;
    }

    /** The text as it is shown: escaped, and cut if it is long. */
    String excerpt() {
        return excerpt;
    }

    long secondsWaited() {
        return (System.nanoTime() - askedAt) / 1_000_000_000L;
    }

    void end(Outcome how) {
        outcome.complete(how);
    }

    Outcome await() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a question never fails", e);
        }
    }

    /** How a session is named to the operator: {@code [3] 127.0.0.1:51234}. */
    static String nameOf(Session session) {
        InetSocketAddress address = session.handshake().remoteAddress();
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return "[" + session.id() + "] " + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
