package dev.weft.server.console;

import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.OperatorGoneException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The waiting questions, in order of arrival. The thread that removes a question ends it, so each ends once.
 * Thread-safe.
 *
 * <p>The lock is held for list operations only, and while a new question is shown: questions have to appear in the
 * order in which plain lines answer them. Showing does not block.
 */
final class WaitingQuestions {

    /** Why 10,000? The default limit of connections, and a session asks one question at a time. */
    static final int MAX = 10_000;

    private final Consumer<Question> show;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Set<Question> waiting = new LinkedHashSet<>();
    private boolean ended;

    /** Makes an empty list that shows each question as it arrives; {@code show} must not block. */
    WaitingQuestions(Consumer<Question> show) {
        this.show = show;
    }

    /**
     * Adds a question to the waiting ones.
     *
     * @throws OperatorGoneException if nobody will answer
     * @throws CloseException with 1013 if too many wait
     */
    void add(Question question) {
        lock.lock();
        try {
            if (ended) {
                throw new OperatorGoneException();
            }
            if (waiting.size() >= MAX) {
                throw new CloseException(CloseStatus.TRY_AGAIN_LATER.because("too many clients wait for the operator"));
            }
            waiting.add(question);
            show.accept(question);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Removes this question; false if it was removed before. */
    boolean take(Question question) {
        lock.lock();
        try {
            return waiting.remove(question);
        } finally {
            lock.unlock();
        }
    }

    /** Removes the oldest question that matches. */
    Optional<Question> takeOldest(Predicate<Question> which) {
        lock.lock();
        try {
            for (Iterator<Question> all = waiting.iterator(); all.hasNext(); ) {
                Question question = all.next();
                if (which.test(question)) {
                    all.remove();
                    return Optional.of(question);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Removes all questions, oldest first. */
    List<Question> takeAll() {
        lock.lock();
        try {
            List<Question> taken = new ArrayList<>(waiting);
            waiting.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Removes all questions, and accepts no more from now on. */
    List<Question> takeAllForGood() {
        lock.lock();
        try {
            ended = true;
            return takeAll();
        } finally {
            lock.unlock();
        }
    }

    /** The questions that wait now, oldest first. */
    List<Question> snapshot() {
        lock.lock();
        try {
            return new ArrayList<>(waiting);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is a question. */
    void awaitOne() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                arrived.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
