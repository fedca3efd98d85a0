package dev.weft.server.connection;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the virtual threads more carriers while handlers occupy the existing ones, and takes them back afterwards.
 *
 * <p>A handler occupies its carrier while it spins, because virtual threads are not time-sliced, and while it is
 * pinned: on Java 21 to 23 if it blocks inside {@code synchronized}, on any Java if it blocks below native code. As
 * many such handlers as there are carriers would stop all other connections. More carriers than cores let the operating
 * system share out the cores, but in all runs but one they cost each lone message several microseconds. So spare
 * carriers are added only when needed: one for each spinning callback, two for each pinned one, and, whatever occupies
 * the carriers, twice as many whenever a runnable thread does not get to run.
 *
 * <p>Used by the watchdog's thread alone.
 */
final class CarrierScaler {

    private static final Logger LOG = LoggerFactory.getLogger(CarrierScaler.class);

    /** Why 8 and 4? With two spinning handlers per core, every other connection still gets half of it. */
    private static final int LEAST_MOST = 8;

    private static final int MOST_PER_CORE = 4;

    /** The JDK's own limit of carriers, including those that compensate for blocked ones; each is a platform thread. */
    private static final String MAX_POOL_SIZE = "jdk.virtualThreadScheduler.maxPoolSize";

    private static final int DEFAULT_MAX_POOL_SIZE = 256;

    /** Why 3? On a saturated carrier a new thread waits 30 ms, seldom 100; 300 ms is what a client begins to notice. */
    private static final int PATIENT_TICKS = 3;

    private final Optional<Scheduler> scheduler = Scheduler.find();
    private final int base = scheduler.map(Scheduler::parallelism).orElse(0);
    private int current = base;

    /** Carriers beyond the base that were added because the probe did not run. */
    private int forStarving;

    private int probeTicks;
    private volatile boolean probeRan = true;

    /** How many of all callbacks occupy a carrier and a core, and how many a carrier alone. */
    record Kept(int spinning, int pinned) {}

    /** Whether a thread in a callback occupies a carrier now. */
    boolean isKeptBy(Thread thread) {
        return scheduler.map(it -> it.isMounted(thread)).orElseGet(() -> thread.getState() == Thread.State.RUNNABLE);
    }

    /** Adjusts the number of carriers; called on every tick, because a single call may wake no thread. */
    void adjust(Kept kept) {
        if (scheduler.isEmpty()) {
            return;
        }
        Scheduler it = scheduler.get();
        probe(it);
        int wanted = wanted(base, kept, forStarving);
        if (wanted == base && wanted == current) {
            return;
        }
        if (wanted != current) {
            LOG.debug("% {}, {} more as threads starve: {} carriers", kept, forStarving, wanted);
        }
        current = wanted;
        // Raising the number starts no carrier; only a task that is added to an empty queue does. A thread that is new
        // to the scheduler gets an unused queue; the watchdog's own is not empty if it woke any thread since the
        // handlers spin.
        Thread.ofPlatform().daemon(true).name("weft-carriers").start(() -> setAndWake(it, wanted));
    }

    /**
     * The number of carriers needed.
     *
     * <p>A pinned handler counts twice: handlers that wait for a carrier may become pinned too, and otherwise only as
     * many of them would start per tick as there are cores. It uses no core, so the limit is the JDK's own.
     */
    static int wanted(int base, Kept kept, int forStarving) {
        int forSpinning =
                Math.max(LEAST_MOST, MOST_PER_CORE * Runtime.getRuntime().availableProcessors());
        int spare = Math.min(kept.spinning(), Math.max(0, forSpinning - base)) + 2 * kept.pinned();
        return Math.max(base, Math.min(base + Math.max(spare, forStarving), mostCarriers()));
    }

    private static int mostCarriers() {
        return Integer.getInteger(MAX_POOL_SIZE, DEFAULT_MAX_POOL_SIZE);
    }

    /** Checks whether a new virtual thread gets to run: tasks and threads of plugins occupy carriers as well. */
    private void probe(Scheduler it) {
        if (!probeRan) {
            if (++probeTicks >= PATIENT_TICKS) {
                probeTicks = 0;
                forStarving = Math.min(Math.max(base, 2 * forStarving), mostCarriers());
            }
            return;
        }
        if (forStarving > 0 && it.mounted() + base + forStarving / 2 < current) {
            forStarving /= 2;
        }
        probeTicks = 0;
        probeRan = false;
        boolean started = false;
        try {
            Thread.ofVirtual().inheritInheritableThreadLocals(false).start(() -> probeRan = true);
            started = true;
        } finally {
            // Without memory there is no thread to wait for.
            probeRan |= !started;
        }
    }

    private static void setAndWake(Scheduler scheduler, int wanted) {
        try {
            scheduler.setParallelism(wanted);
            Thread.ofVirtual().start(() -> {});
        } catch (Throwable refused) {
            LOG.warn("% cannot change the number of carriers: {}", refused.toString());
        }
    }
}
