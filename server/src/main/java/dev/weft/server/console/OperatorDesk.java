package dev.weft.server.console;

import dev.weft.server.console.Question.Outcome;
import dev.weft.server.log.Printable;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Operator;
import dev.weft.spi.Session;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Connects the handlers that ask with the operator who answers. Thread-safe.
 *
 * <p>A question waits on its own session's virtual thread; no other thread waits for it, and it is dropped when the
 * session ends. A line of the operator's is an answer or a command ({@link OperatorCommand}).
 */
public final class OperatorDesk {

    /** Why 200? A longer list would scroll by unread. */
    private static final int MAX_LISTED = 200;

    /** The outcome of a line. */
    enum Fate {
        /** It was used, or the operator was told why not. */
        DONE,
        /** It is an answer, but there is no question. */
        NOBODY_WAITS
    }

    private final Function<String, ? extends Collection<Session>> sessionsOf;
    private final Consumer<String> screen;
    private final WaitingQuestions waiting;
    private final Set<String> handlerIds = new CopyOnWriteArraySet<>();

    /**
     * Makes a desk without questions.
     *
     * @param sessionsOf the open sessions of the handler with this id, for the operator's list
     * @param screen shows a line, already escaped; called from any thread, must not block
     */
    public OperatorDesk(Function<String, ? extends Collection<Session>> sessionsOf, Consumer<String> screen) {
        this.sessionsOf = sessionsOf;
        this.screen = screen;
        this.waiting = new WaitingQuestions(question -> screen.accept(question.from() + " > " + question.excerpt()));
    }

    /** The operator as the handler with this id sees it. */
    public Operator operatorFor(String handlerId, SessionEnds ends) {
        handlerIds.add(handlerId);
        return new DeskOperator(handlerId, ends, waiting, screen);
    }

    /** How many questions wait. */
    public int waiting() {
        return waiting.size();
    }

    /** Waits until a question waits. */
    void awaitQuestion() throws InterruptedException {
        waiting.awaitOne();
    }

    /** Called at the end of input: waiting questions end now, and later ones at once. */
    void endOfInput() {
        if (waiting.isEnded()) {
            return;
        }
        List<Question> left = waiting.takeAllForGood();
        screen.accept("End of input: there will be no more answers"
                + (left.isEmpty() ? "" : ", " + left.size() + " waiting") + ". The server goes on.");
        left.forEach(question -> question.end(new Outcome.OperatorGone()));
    }

    /** Accepts a line from the operator. */
    Fate accept(String line) {
        return switch (OperatorCommand.parse(line)) {
            case OperatorCommand.Answer answer -> answerOldest(answer.text());
            case OperatorCommand.AnswerAll answer -> answerAll(answer.text());
            case OperatorCommand.AnswerTo answer -> answerTo(answer.session(), answer.text());
            case OperatorCommand.Close close -> close(close.session(), close.status());
            case OperatorCommand.ListClients list -> tell(list());
            case OperatorCommand.Help help -> tell(OperatorCommand.HELP);
            case OperatorCommand.Unknown unknown -> tell(unknown.why());
        };
    }

    private Fate tell(String lines) {
        screen.accept(lines);
        return Fate.DONE;
    }

    private Fate answerOldest(String text) {
        Optional<Question> oldest = waiting.takeOldest(any -> true);
        oldest.ifPresent(question -> answer(question, text));
        return oldest.isPresent() ? Fate.DONE : Fate.NOBODY_WAITS;
    }

    private Fate answerTo(long sessionId, String text) {
        Optional<Question> question = waiting.takeOldest(one -> one.sessionId() == sessionId);
        question.ifPresentOrElse(
                one -> answer(one, text), () -> tell("Client " + sessionId + " is not waiting for an answer."));
        return Fate.DONE;
    }

    private Fate answerAll(String text) {
        List<Question> all = waiting.takeAll();
        all.forEach(question -> answer(question, text));
        return all.isEmpty() ? Fate.NOBODY_WAITS : Fate.DONE;
    }

    private void answer(Question question, String text) {
        // Shown first, so that it appears before the client's response.
        tell(question.from() + " < " + Printable.excerpt(text));
        question.end(new Outcome.Answered(text));
    }

    private Fate close(long sessionId, CloseStatus status) {
        Optional<Session> session =
                sessions().filter(one -> one.id() == sessionId).findFirst();
        session.ifPresentOrElse(
                one -> {
                    tell(Question.nameOf(one) + " is being closed with " + status.code() + ".");
                    one.close(status);
                },
                () -> tell("Client " + sessionId + " is not connected."));
        return Fate.DONE;
    }

    private String list() {
        List<Session> all =
                sessions().sorted(Comparator.comparingLong(Session::id)).toList();
        List<Question> questions = waiting.snapshot();
        StringBuilder lines = new StringBuilder()
                .append(all.size())
                .append(" connected, ")
                .append(questions.size())
                .append(" waiting");
        all.stream().limit(MAX_LISTED).forEach(session -> lines.append('\n').append(describe(session, questions)));
        if (all.size() > MAX_LISTED) {
            lines.append("\n... and ").append(all.size() - MAX_LISTED).append(" more");
        }
        return lines.toString();
    }

    private static String describe(Session session, List<Question> questions) {
        Predicate<Question> itsOwn = question -> question.sessionId() == session.id();
        return Question.nameOf(session) + " "
                + Printable.excerpt(session.handshake().path())
                + questions.stream()
                        .filter(itsOwn)
                        .findFirst()
                        .map(question -> " waiting " + question.secondsWaited() + " s > " + question.excerpt())
                        .orElse("");
    }

    private Stream<Session> sessions() {
        return handlerIds.stream().flatMap(id -> sessionsOf.apply(id).stream());
    }
}
