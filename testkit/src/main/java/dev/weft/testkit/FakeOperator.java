package dev.weft.testkit;

import dev.weft.server.console.SessionEnds;
import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Operator;
import dev.weft.spi.OperatorGoneException;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The person at the terminal, played by a test. Thread-safe. */
public final class FakeOperator {

    private final Scene scene;

    // Under the scene's lock.
    private final Deque<Question> waiting = new ArrayDeque<>();
    private final Deque<String> lines = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private @Nullable UnaryOperator<String> always;
    private boolean gone;

    private static final class Question {
        private final String text;
        private @Nullable String answer;
        private boolean sessionEnded;

        Question(String text) {
            this.text = text;
        }
    }

    FakeOperator(Scene scene) {
        this.scene = scene;
    }

    /** Answers the waiting questions and then later ones, one line each. */
    public FakeOperator answers(String... answers) {
        scene.change(() -> {
            Collections.addAll(lines, answers);
            answer();
        });
        return this;
    }

    /** Answers every question for which no line is left. */
    public FakeOperator answersAll(UnaryOperator<String> answerTo) {
        scene.change(() -> {
            always = answerTo;
            answer();
        });
        return this;
    }

    /** Waits for an unanswered question, and returns the oldest. */
    public String nextQuestion() {
        return scene.await(
                () -> waiting.isEmpty() ? null : waiting.getFirst().text, () -> "nobody asks the operator anything");
    }

    /** Waits for an unanswered question, and checks the oldest. */
    public FakeOperator expectQuestion(String text) {
        String question = nextQuestion();
        if (!question.equals(text)) {
            throw new AssertionError("the operator was asked \"" + question + "\" instead of \"" + text + "\"");
        }
        return this;
    }

    /** How many questions wait. */
    public int waiting() {
        return scene.look(waiting::size);
    }

    /** The lines that handlers have shown with {@code tell}. */
    public List<String> told() {
        return scene.look(() -> List.copyOf(told));
    }

    /** Makes the operator leave: waiting questions end, and later ones are not asked. */
    public FakeOperator leaves() {
        scene.change(() -> gone = true);
        return this;
    }

    /** The operator as handlers see it. */
    Operator asHandlersSeeIt(SessionEnds ends) {
        return new Operator() {
            @Override
            public String ask(Session session, String question) {
                return FakeOperator.this.ask(session, question, ends);
            }

            @Override
            public void tell(String line) {
                scene.change(() -> told.add(line));
            }

            @Override
            public boolean isPresent() {
                return scene.look(() -> !gone);
            }
        };
    }

    private String ask(Session session, String text, SessionEnds ends) {
        if (!session.isOpen()) {
            throw new SessionClosedException(session.id());
        }
        Question question = new Question(text);
        scene.change(() -> {
            waiting.addLast(question);
            answer();
        });
        AutoCloseable subscription = ends.onEnd(session, () -> scene.change(() -> question.sessionEnded = true));
        try (subscription) {
            scene.awaitAsHandler(() -> question.answer != null || question.sessionEnded || gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            // Only a stop interrupts a handler, and a stop is what 1001 says.
            throw new CloseException(CloseStatus.GOING_AWAY);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            scene.change(() -> waiting.remove(question));
        }
        if (question.answer != null) {
            return question.answer;
        }
        if (question.sessionEnded) {
            throw new SessionClosedException(session.id());
        }
        throw new OperatorGoneException();
    }

    private void answer() {
        while (!gone && !waiting.isEmpty() && !(lines.isEmpty() && always == null)) {
            Question oldest = waiting.removeFirst();
            String line = lines.pollFirst();
            oldest.answer = line == null && always != null ? always.apply(oldest.text) : line;
        }
    }
}
