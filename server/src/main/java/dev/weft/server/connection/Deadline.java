package dev.weft.server.connection;

import java.time.Duration;

/** The moment at which the watchdog aborts a connection, unless it is moved before. Thread-safe. */
final class Deadline {

    private final CoarseClock clock;

    /** In milliseconds of the clock; 0 for never. */
    private volatile long at;

    Deadline(CoarseClock clock) {
        this.clock = clock;
    }

    /** Sets it so far from now; zero takes it away. */
    void in(Duration duration) {
        at = duration.isZero() ? 0 : clock.millis() + duration.toMillis();
    }

    /** Takes it away. */
    void never() {
        at = 0;
    }

    /** Moves it so far from now, if there is one. */
    void postpone(Duration duration) {
        if (at != 0) {
            in(duration);
        }
    }

    boolean hasPassed(long now) {
        long moment = at;
        return moment != 0 && now >= moment;
    }
}
