package dev.weft.server.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * A log for events that a peer can cause without limit: a few lines a second of each kind, then a count. Thread-safe.
 *
 * <p>The first lines show what is happening and the count how often; a line for each event would let an attacker fill
 * the disk.
 */
public final class LogThrottle {

    /** As many as a person can read in a second. */
    static final int LINES_A_SECOND = 10;

    private static final List<LogThrottle> ALL = new CopyOnWriteArrayList<>();

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Logger logger;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Second> seconds = new HashMap<>();

    /** Makes a throttle for this logger. It is never released, so make one per class, not per object. */
    public LogThrottle(Logger logger) {
        this(logger, System::nanoTime);
        ALL.add(this);
    }

    LogThrottle(Logger logger, LongSupplier nanoTime) {
        this.logger = logger;
        this.nanoTime = nanoTime;
    }

    /**
     * Logs a line, or counts it.
     *
     * @param level the level of the line
     * @param kind the kind of event; a constant, never something a peer sent
     * @param line the line, made only if it is logged
     * @return whether it was logged
     */
    public boolean log(Level level, String kind, Supplier<String> line) {
        if (!logger.isEnabledForLevel(level)) {
            return false;
        }
        long suppressed;
        boolean admitted;
        lock.lock();
        try {
            Second second = seconds.computeIfAbsent(kind, absent -> new Second(nanoTime.getAsLong()));
            suppressed = second.turn(nanoTime.getAsLong());
            admitted = second.admit();
        } finally {
            lock.unlock();
        }
        logSuppressed(kind, suppressed);
        if (admitted) {
            logger.atLevel(level).log(line.get());
        }
        return admitted;
    }

    /** Logs the counts of the seconds that are over. Call this now and then, because the last line may be long past. */
    public static void flushAll() {
        ALL.forEach(LogThrottle::flush);
    }

    void flush() {
        List<Runnable> lines = new ArrayList<>();
        lock.lock();
        try {
            seconds.forEach((kind, second) -> {
                long suppressed = second.turn(nanoTime.getAsLong());
                lines.add(() -> logSuppressed(kind, suppressed));
            });
        } finally {
            lock.unlock();
        }
        lines.forEach(Runnable::run);
    }

    private void logSuppressed(String kind, long suppressed) {
        if (suppressed > 0) {
            logger.warn("{} more: {}", suppressed, kind);
        }
    }

    /** The lines of one kind within a second. Guarded by the lock. */
    private static final class Second {
        private long start;
        private int admitted;
        private long suppressed;

        Second(long start) {
            this.start = start;
        }

        /** Starts a new second if the old one is over, and returns the number suppressed in the old one. */
        long turn(long now) {
            if (now - start < SECOND) {
                return 0;
            }
            long old = suppressed;
            start = now;
            admitted = 0;
            suppressed = 0;
            return old;
        }

        boolean admit() {
            if (admitted < LINES_A_SECOND) {
                admitted++;
                return true;
            }
            suppressed++;
            return false;
        }
    }
}
