package dev.weft.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens in one harness, under one lock: every change wakes every waiting thread, which then checks
 * its condition again. So no wait needs to sleep.
 */
final class Scene {

    /**
     * Why 10 s? A loaded machine needs a fraction of it, and a person who watches a test fail does not wait a minute.
     */
    static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("weft.testkit.patience", 10));

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** An operation that may fail like a socket's. */
    @FunctionalInterface
    interface Io<T> {
        T get() throws IOException;
    }

    /** Makes a change, and wakes the waiting threads. */
    void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Reads state. */
    <T extends @Nullable Object> T look(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits without a limit, and then performs an operation; for a server's thread at its socket. */
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

    /** Waits without a limit; for a handler's thread in a call to the server. */
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
     * Waits for a result; for a test's thread.
     *
     * @param result returns null until there is a result
     * @param otherwise makes the message when patience has run out
     * @throws AssertionError if there is no result in time
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

    /** Waits until a condition holds; for a test's thread. */
    void awaitThat(BooleanSupplier condition, Supplier<String> otherwise) {
        await(() -> condition.getAsBoolean() ? Boolean.TRUE : null, otherwise);
    }
}
