package dev.weft.server.resource;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final AtomicLong nanos = new AtomicLong();
    private final CoarseClock clock = new CoarseClock(nanos::get);
    private final Deadline deadline = new Deadline(clock);

    private boolean passedAfter(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        return deadline.hasPassed(clock.tick());
    }

    @Test
    void neverPassesBeforeItIsSet() {
        assertFalse(passedAfter(1_000_000));
        deadline.postpone(Duration.ofMillis(1));
        assertFalse(passedAfter(1_000_000));
    }

    @Test
    void passesWhenItsTimeHasCome() {
        deadline.in(Duration.ofMillis(100));

        assertFalse(passedAfter(99));
        assertTrue(passedAfter(1));
    }

    @Test
    void canBePostponedAndTakenAway() {
        deadline.in(Duration.ofMillis(100));
        assertFalse(passedAfter(99));
        deadline.postpone(Duration.ofMillis(100));
        assertFalse(passedAfter(99));

        deadline.never();

        assertFalse(passedAfter(1_000_000));
    }

    @Test
    void isOffForADurationOfZero() {
        deadline.in(Duration.ZERO);

        assertFalse(passedAfter(1_000_000));
    }
}
