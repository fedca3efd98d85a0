package dev.weft.server.connection;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the virtual threads a carrier more for each handler that spins, and takes it back afterwards.
 *
 * <p>Virtual threads are not time-sliced: as many spinning handlers as there are carriers would stop all other
 * connections. More carriers than cores let the operating system share the cores out, but in all runs but one they cost
 * each lone message several microseconds. So the spare ones come only when they are needed.
 *
 * <p>The number can be changed from Java 24 on; on an older one the launcher starts with more, and this does nothing. Used
 * by the watchdog's thread alone.
 */
final class Carriers {

    private static final Logger LOG = LoggerFactory.getLogger(Carriers.class);

    /** {@code jdk.management.VirtualThreadSchedulerMXBean}, by name because release 21 does not know it. */
    private static final String SCHEDULER = "jdk.management.VirtualThreadSchedulerMXBean";

    /** Why 8 and 4? Two spinning handlers a core still leave every other connection half of it. */
    private static final int LEAST_MOST = 8;

    private static final int MOST_PER_CORE = 4;

    private final @Nullable MethodHandle setParallelism;
    private final int base;
    private int current;

    /**
     * Finds the scheduler. Done before the server listens: it loads classes, and while handlers spin is no time for that.
     * The bean is asked for by itself, because making the whole platform bean server takes a third of a second.
     */
    Carriers() {
        MethodHandle set = null;
        int parallelism = 0;
        try {
            Class<? extends PlatformManagedObject> type =
                    Class.forName(SCHEDULER).asSubclass(PlatformManagedObject.class);
            PlatformManagedObject scheduler = ManagementFactory.getPlatformMXBean(type);
            parallelism = (int) type.getMethod("getParallelism").invoke(scheduler);
            set = MethodHandles.publicLookup()
                    .findVirtual(type, "setParallelism", MethodType.methodType(void.class, int.class))
                    .bindTo(scheduler);
        } catch (ReflectiveOperationException | RuntimeException olderJava) {
            LOG.debug("= the number of carriers stays as it is: {}", olderJava.toString());
        }
        setParallelism = set;
        base = parallelism;
        current = parallelism;
    }

    /** Adjusts to so many handlers that spin now. Called on every tick, because one call alone may wake nobody. */
    void spinning(int handlers) {
        MethodHandle set = setParallelism;
        int most = Math.max(LEAST_MOST, MOST_PER_CORE * Runtime.getRuntime().availableProcessors());
        int wanted = Math.max(base, Math.min(base + handlers, most));
        if (set == null || (handlers == 0 && wanted == current)) {
            return;
        }
        if (wanted != current) {
            LOG.debug("% {} handlers spin: {} carriers", handlers, wanted);
        }
        current = wanted;
        // A raised number starts no carrier, only a task that comes to an empty queue does. A thread that is new to the
        // scheduler gets a queue that nobody used yet; this one's own is not empty if it woke anybody since they spin.
        Thread.ofPlatform().daemon(true).name("weft-carriers").start(() -> setAndWake(set, wanted));
    }

    private static void setAndWake(MethodHandle setParallelism, int wanted) {
        try {
            setParallelism.invokeExact(wanted);
            Thread.ofVirtual().start(() -> {});
        } catch (Throwable refused) {
            LOG.warn("% cannot change the number of carriers: {}", refused.toString());
        }
    }
}
