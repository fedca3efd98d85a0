package dev.weft.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of a harness. For the server it advances as usual, and jumps when the test says so; for a handler's delayed
 * tasks it stands still until then.
 */
final class ManualClock {

    /** Why 1 ms? A thread that begins or ends sends no signal; polling this often costs nothing. */
    private static final long LOOK_NANOS = 1_000_000;

    /**
     * Why 50? The number of checks in a row after which work counts as waiting for something else; work blocked on a
     * lock is waited for.
     */
    private static final int LOOKS = 50;

    private final Scene scene;

    // Under the scene's lock.
    private final List<Wait> waits = new ArrayList<>();
    private Duration now = Duration.ZERO;

    /** By how much the server's time is ahead; the watchdog reads it without the lock. */
    private volatile long jumped;

    /** A wait for a point in time; it exists from the request on, which is before its thread has begun. */
    static final class Wait {
        private final Duration delay;
        private final Duration until;
        private @Nullable Thread thread;
        private BooleanSupplier isOver = () -> false;

        private Wait(Duration delay, Duration until) {
            this.delay = delay;
            this.until = until;
        }
    }

    ManualClock(Scene scene) {
        this.scene = scene;
    }

    /** The server's time. */
    long nanoTime() {
        return System.nanoTime() + jumped;
    }

    /** Records that a thread is about to begin, and to wait for this long from now. */
    Wait expect(Duration delay) {
        return scene.look(() -> {
            Wait wait = new Wait(delay, now.plus(delay));
            waits.add(wait);
            return wait;
        });
    }

    /** Sets how to tell that the expected thread will not come any more. */
    void expectUntil(Wait wait, BooleanSupplier isOver) {
        scene.change(() -> wait.isOver = isOver);
    }

    /** Waits until the test has moved the time this far. */
    void sleep(Duration duration) throws InterruptedException {
        if (duration.isZero()) {
            return;
        }
        Wait wait = scene.look(() -> {
            Wait expected = waits.stream()
                    .filter(each -> each.thread == null && each.delay.equals(duration))
                    .findFirst()
                    .orElseGet(() -> expect(duration));
            expected.thread = Thread.currentThread();
            return expected;
        });
        try {
            scene.awaitAsHandler(() -> now.compareTo(wait.until) >= 0);
        } finally {
            scene.change(() -> waits.remove(wait));
        }
    }

    /** Moves the time from one awaited point to the next, and waits each time until the work due then is done. */
    void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + duration);
        }
        Duration end = scene.look(() -> now.plus(duration));
        for (Optional<Duration> next = nextUntil(end); next.isPresent(); next = nextUntil(end)) {
            Duration moment = next.get();
            List<Wait> woken = scene.look(() -> waits.stream()
                    .filter(each -> each.until.compareTo(moment) <= 0)
                    .toList());
            moveTo(moment);
            woken.forEach(this::awaitDone);
        }
        moveTo(end);
    }

    private Optional<Duration> nextUntil(Duration end) {
        awaitBegun();
        return scene.look(() -> waits.stream()
                .map(wait -> wait.until)
                .filter(until -> until.compareTo(end) <= 0)
                .min(Comparator.naturalOrder()));
    }

    private void moveTo(Duration moment) {
        scene.change(() -> {
            now = moment;
            jumped = moment.toNanos();
        });
    }

    /** Waits until every expected thread has begun to wait, or has ended. */
    private void awaitBegun() {
        long deadline = System.nanoTime() + Scene.PATIENCE.toNanos();
        while (isAnyExpected()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("work that was put off has not begun to wait for its time");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean isAnyExpected() {
        return scene.look(() -> {
            waits.removeIf(each -> each.thread == null && each.isOver.getAsBoolean());
            return waits.stream().anyMatch(each -> each.thread == null);
        });
    }

    /** Waits until a woken thread has ended, or waits for another point in time or for something else. */
    private void awaitDone(Wait woken) {
        Thread thread = woken.thread;
        long deadline = System.nanoTime() + Scene.PATIENCE.toNanos();
        int idle = 0;
        while (thread != null && idle < LOOKS && System.nanoTime() < deadline && !isDone(woken, thread)) {
            idle = thread.getState() == Thread.State.RUNNABLE ? 0 : idle + 1;
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean isDone(Wait woken, Thread thread) {
        return !thread.isAlive()
                || scene.look(() -> waits.stream().anyMatch(each -> thread.equals(each.thread) && each != woken));
    }
}
