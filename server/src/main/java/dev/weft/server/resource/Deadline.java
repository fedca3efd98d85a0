package dev.weft.server.resource;

import java.time.Duration;

/** The time at which the watchdog aborts a connection, unless it is moved before then. Thread-safe. */
public final class Deadline {

    private final CoarseClock clock;

    /** In milliseconds of the clock; 0 for never. */
    private volatile long at;

    /** Makes a deadline that is not set. */
    public Deadline(CoarseClock clock) {
        this.clock = clock;
    }

    /** Sets the deadline to now plus the duration; zero clears it. */
    public void in(Duration duration) {
        at = duration.isZero() ? 0 : clock.millis() + duration.toMillis();
    }

    /** Clears the deadline. */
    public void never() {
        at = 0;
    }

    /** Moves the deadline to now plus the duration, if it is set. */
    public void postpone(Duration duration) {
        if (at != 0) {
            in(duration);
        }
    }

    /** Whether the deadline is set and has passed at this time in milliseconds of the clock. */
    public boolean hasPassed(long now) {
        long moment = at;
        return moment != 0 && now >= moment;
    }
}
