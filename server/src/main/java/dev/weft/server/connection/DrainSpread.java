package dev.weft.server.connection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Ends many connections over a time, so that their clients do not all come back at once.
 *
 * <p>The time is divided into as many equal parts as there are connections. Each has a part of its own, in the order
 * given, and ends at a random moment of it: evenly spread, and yet not in step with another server that stops.
 *
 * <p><b>Rejected.</b> A random moment of the whole time for each: these come in bunches, and in no order.
 */
final class DrainSpread {

    /** Why 1 s? A longer wait can only mean that the whole process stood still, which no client noticed. */
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Duration time;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;

    DrainSpread(Duration time, RandomGenerator random, LongSupplier nanoTime) {
        this.time = time;
        this.random = random;
        this.nanoTime = nanoTime;
    }

    /**
     * Ends all of them, in their order. Blocks until the last has been.
     *
     * @param pause waits at most this long; false if there is no reason to wait any more: then the rest ends at once
     */
    <T> void over(List<T> ordered, Predicate<Duration> pause, Consumer<T> end) {
        boolean waits = true;
        long passed = 0;
        long before = nanoTime.getAsLong();
        for (int i = 0; i < ordered.size(); i++) {
            long due = (long) ((i + random.nextDouble()) / ordered.size() * time.toNanos());
            while (waits && passed < due) {
                waits = pause.test(Duration.ofNanos(Math.min(due - passed, STEP_NANOS)));
                long now = nanoTime.getAsLong();
                passed += Math.min(now - before, STEP_NANOS);
                before = now;
            }
            end.accept(ordered.get(i));
        }
    }
}
