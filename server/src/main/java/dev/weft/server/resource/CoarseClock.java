package dev.weft.server.resource;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Milliseconds that the server has run, as of the watchdog's last tick: reading it costs a memory access, and nothing here
 * needs more than a tenth of a second.
 *
 * <p>It stands still while the whole process does: stopped by a signal, a paused virtual machine. What peers sent meanwhile
 * waits in the kernel, and nobody had a chance to read it; so every timeout is moved by that time. A tick that is late
 * tells of it. Of several late ones in a row, only the first is taken for that: the others are a machine that is too busy,
 * where deadlines have to pass all the same.
 */
public final class CoarseClock {

    private static final Logger LOG = LoggerFactory.getLogger(CoarseClock.class);

    /** Why 1 s? Ten ticks: more than a busy machine or a collection holds the watchdog up, and less than any timeout. */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;

    /** What tells a tick that is late: the machine's time, also where the other one jumps when a test says so. */
    private final LongSupplier machineTime;

    /** What the time is counted from; later by all that the process stood still. */
    private long startNanos;

    private long tickedAt;
    private boolean wasLate;

    /** Never 0, so that a field can hold 0 for "never". */
    private volatile long millis = 1;

    /** Reads the system's time. */
    public CoarseClock() {
        this(System::nanoTime);
    }

    /** Makes one that follows a time of the caller's. */
    public CoarseClock(LongSupplier nanoTime) {
        this(nanoTime, System::nanoTime);
    }

    CoarseClock(LongSupplier nanoTime, LongSupplier machineTime) {
        this.nanoTime = nanoTime;
        this.machineTime = machineTime;
        this.startNanos = nanoTime.getAsLong();
        // Before the first tick the server starts, which may take its time.
        this.wasLate = true;
    }

    /** The time as of the last tick, in milliseconds. */
    public long millis() {
        return millis;
    }

    /** The exact time, for differences; not as cheap. */
    public long nanos() {
        return nanoTime.getAsLong();
    }

    /** Moves the time on. The watchdog's thread alone. */
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
