package dev.weft.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens in one harness, under one lock: whoever waits for anything is told of everything, and looks
 * again. So no wait needs a pause of its own.
 */
final class Scene {

    /** Why 10 s? A loaded machine needs a fraction of it, and who watches a test fail does not wait for a minute. */
    static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("weft.testkit.patience", 10));

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Something that may fail as a socket does. */
    @FunctionalInterface
    interface Io<T> {
        T get() throws IOException;
    }

    /** Changes something. */
    void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Looks at something. */
    <T extends @Nullable Object> T look(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, however long that takes, and then does something; a server's thread at its socket. */
    <T> T when(BooleanSupplier condition, Io<T> then) throws IOException {
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                changed.awaitUninterruptibly();
            }
            T result = then.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, however long that takes; a handler's thread in a call of the server's. */
    void awaitAsHandler(BooleanSupplier condition) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a result, as a test.
     *
     * @param result null until it is there
     * @param otherwise the message, made when patience is over
     * @throws AssertionError if it is not there in time
     */
    <T> T await(Supplier<@Nullable T> result, Supplier<String> otherwise) {
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            T found = result.get();
            while (found == null) {
                if (left <= 0) {
                    throw new AssertionError("waited " + PATIENCE.toSeconds() + " s: " + otherwise.get());
                }
                left = changed.awaitNanos(left);
                found = result.get();
            }
            return found;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + otherwise.get(), stopped);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is so, as a test. */
    void awaitThat(BooleanSupplier condition, Supplier<String> otherwise) {
        await(() -> condition.getAsBoolean() ? Boolean.TRUE : null, otherwise);
    }
}
