package dev.weft.server.console;

import dev.weft.server.console.Question.Outcome;
import dev.weft.server.log.Printable;
import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Operator;
import dev.weft.spi.OperatorGoneException;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.util.function.Consumer;

/** The operator as one handler sees it. */
final class DeskOperator implements Operator {

    private final String handlerId;
    private final SessionEnds ends;
    private final WaitingQuestions waiting;
    private final Consumer<String> screen;

    DeskOperator(String handlerId, SessionEnds ends, WaitingQuestions waiting, Consumer<String> screen) {
        this.handlerId = handlerId;
        this.ends = ends;
        this.waiting = waiting;
        this.screen = screen;
    }

    @Override
    public String ask(Session session, String text) {
        if (!session.isOpen()) {
            throw new SessionClosedException(session.id());
        }
        Question question = new Question(session, text);
        waiting.add(question);
        try {
            AutoCloseable subscription = ends.onEnd(session, () -> drop(question));
            try {
                return answerTo(question);
            } finally {
                cancel(subscription);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // Only a stop interrupts a handler, and a stop is what 1001 says.
            throw new CloseException(CloseStatus.GOING_AWAY);
        } finally {
            waiting.take(question);
        }
    }

    private static String answerTo(Question question) throws InterruptedException {
        return switch (question.await()) {
            case Outcome.Answered answered -> answered.line();
            case Outcome.SessionEnded ended -> throw new SessionClosedException(question.sessionId());
            case Outcome.OperatorGone gone -> throw new OperatorGoneException();
        };
    }

    private void drop(Question question) {
        if (waiting.take(question)) {
            question.end(new Outcome.SessionEnded());
            screen.accept(question.from() + " left; its question was dropped.");
        }
    }

    private void cancel(AutoCloseable subscription) {
        try {
            subscription.close();
        } catch (Exception e) {
            tell("cannot take back the subscription to a session's end: " + e);
        }
    }

    @Override
    public void tell(String line) {
        screen.accept(handlerId + ": " + Printable.excerpt(line));
    }

    @Override
    public boolean isPresent() {
        return !waiting.isEnded();
    }
}
