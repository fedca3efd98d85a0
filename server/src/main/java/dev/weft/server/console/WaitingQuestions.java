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
 * The questions that wait, in order of arrival. Whoever takes one out ends it, so each ends once. Thread-safe.
 *
 * <p>The lock is held for list operations only, and while a new question is shown: what the operator reads has to stand
 * in the order in which plain lines answer it. Showing does not block.
 */
final class WaitingQuestions {

    /** Why 10,000? As many as there may be connections by default, and a session asks one question at a time. */
    static final int MAX = 10_000;

    private final Consumer<Question> show;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Set<Question> waiting = new LinkedHashSet<>();
    private boolean ended;

    /** Waiting questions that are shown by this, which must not block, as they arrive. */
    WaitingQuestions(Consumer<Question> show) {
        this.show = show;
    }

    /**
     * Lets a question wait.
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

    /** Takes this one out; false if somebody did before. */
    boolean take(Question question) {
        lock.lock();
        try {
            return waiting.remove(question);
        } finally {
            lock.unlock();
        }
    }

    /** Takes out the oldest one that matches. */
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

    /** Takes out all of them, oldest first. */
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

    /** Takes out all of them, and lets no other one wait from now on. */
    List<Question> takeAllForGood() {
        lock.lock();
        try {
            ended = true;
            return takeAll();
        } finally {
            lock.unlock();
        }
    }

    /** The ones that wait now, oldest first. */
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

    /** Waits until a question waits. */
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
