package dev.weft.server.resource;

import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Tells of the faults of a thread that goes on after each of them: the first at once, and then a line every ten seconds,
 * with the number of those in between. It never throws, because a fault is often that there is no memory, and to log takes
 * some. Used by one thread.
 */
public final class FaultLog {

    /** Why 10 s? A fault that lasts comes a hundred times a second, and whoever reads the log wants to see that it does. */
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
                // Looked up here: most commands have such a thread, and no use for a log.
                LoggerFactory.getLogger(FaultLog.class).error("! {} continues after a fault{}", who, others(), fault);
                hasTold = true;
                toldAt = now;
                untold = 0;
            }
        } catch (Throwable noMemoryForThat) {
            // It stays counted, and the next one tries again.
        }
    }

    private String others() {
        return untold > 1 ? " (and " + (untold - 1) + " before it)" : "";
    }
}
