package dev.weft.server.connection;

import java.util.concurrent.TimeUnit;

/**
 * Milliseconds since the server started, as of the watchdog's last tick: reading it costs a memory access, and nothing
 * here needs more than a tenth of a second.
 */
final class CoarseClock {

    private final long startNanos = System.nanoTime();

    /** Never 0, so that a field can hold 0 for "never". */
    private volatile long millis = 1;

    long millis() {
        return millis;
    }

    long tick() {
        millis = 1 + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        return millis;
    }
}
