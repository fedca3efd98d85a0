package dev.weft.server.connection;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Milliseconds since the server started, as of the watchdog's last tick: reading it costs a memory access, and nothing
 * here needs more than a tenth of a second.
 */
final class CoarseClock {

    private final LongSupplier nanoTime;
    private final long startNanos;

    /** Never 0, so that a field can hold 0 for "never". */
    private volatile long millis = 1;

    CoarseClock() {
        this(System::nanoTime);
    }

    /** Makes one that follows a time of the caller's. */
    CoarseClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    long millis() {
        return millis;
    }

    /** The exact time, for differences; not as cheap. */
    long nanos() {
        return nanoTime.getAsLong();
    }

    long tick() {
        millis = 1 + TimeUnit.NANOSECONDS.toMillis(nanos() - startNanos);
        return millis;
    }
}
