package dev.weft.server.resource;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's running time in milliseconds, as of the watchdog's last tick: reading it costs a memory access, and no
 * timeout needs to be more exact than a tenth of a second.
 *
 * <p>It stands still while the whole process does, because of a signal or a paused virtual machine. What peers sent
 * meanwhile waits in the kernel, where it could not be read; so every timeout is extended by that time. A late tick
 * reveals the pause. Of several late ticks in a row, only the first is treated this way: the others mean that the
 * machine is too busy, and then deadlines must pass nevertheless.
 */
public final class CoarseClock {

    private static final Logger LOG = LoggerFactory.getLogger(CoarseClock.class);

    /**
     * Why 1 s? Ten ticks: longer than a busy machine or a collection delays the watchdog, and shorter than any timeout.
     */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;

    /** The machine's time, by which a late tick is recognized; real also in tests that make the other time jump. */
    private final LongSupplier machineTime;

    /** The origin of the time; moved forward whenever the process stood still. */
    private long startNanos;

    private long tickedAt;
    private boolean wasLate;

    /** Never 0, so that a field can hold 0 for "never". */
    private volatile long millis = 1;

    /** Reads the system's time. */
    public CoarseClock() {
        this(System::nanoTime);
    }

    /** Makes a clock that follows a time source of the caller's. */
    public CoarseClock(LongSupplier nanoTime) {
        this(nanoTime, System::nanoTime);
    }

    CoarseClock(LongSupplier nanoTime, LongSupplier machineTime) {
        this.nanoTime = nanoTime;
        this.machineTime = machineTime;
        this.startNanos = nanoTime.getAsLong();
        // Before the first tick the server starts, which may take a while.
        this.wasLate = true;
    }

    /** The time as of the last tick, in milliseconds. */
    public long millis() {
        return millis;
    }

    /** The exact time, for measuring differences; less cheap. */
    public long nanos() {
        return nanoTime.getAsLong();
    }

    /** Advances the time. Called by the watchdog's thread alone. */
    public long tick() {
        long now = machineTime.getAsLong();
        long since = now - tickedAt;
        boolean late = since > LATE_NANOS;
        tickedAt = now;
        long elapsed = nanos() - startNanos - TimeUnit.MILLISECONDS.toNanos(millis - 1);
        if (late && !wasLate) {
            startNanos += Math.min(since, elapsed);
            LOG.warn(
                    "% the process stood still for {} s, which count for no timeout",
                    TimeUnit.NANOSECONDS.toSeconds(since));
        }
        wasLate = late;
        millis = 1 + TimeUnit.NANOSECONDS.toMillis(nanos() - startNanos);
        return millis;
    }
}
