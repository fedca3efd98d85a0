package dev.weft.server.resource;

import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Logs the faults of a thread that continues after each of them: the first at once, and then a line every ten seconds,
 * with the number of faults in between. It never throws: often the fault is a lack of memory, and logging takes some.
 * Used by one thread.
 */
public final class FaultLog {

    /**
     * Why 10 s? A permanent fault occurs a hundred times a second, and a reader of the log should see that it lasts.
     */
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String who;
    private boolean hasTold;
    private long toldAt;
    private long untold;

    /** Makes the log of one thread, under this name. */
    public FaultLog(String who) {
        this.who = who;
    }

    /** Logs a fault, or counts it; never throws. */
    public void tell(Throwable fault) {
        untold++;
        try {
            long now = System.nanoTime();
            if (!hasTold || now - toldAt > EVERY_NANOS) {
                // Looked up only here: most commands have a service thread but no use for a log.
                LoggerFactory.getLogger(FaultLog.class).error("! {} continues after a fault{}", who, others(), fault);
                hasTold = true;
                toldAt = now;
                untold = 0;
            }
        } catch (Throwable noMemoryForThat) {
            // The fault stays counted, and the next one is logged with it.
        }
    }

    private String others() {
        return untold > 1 ? " (and " + (untold - 1) + " before it)" : "";
    }
}
