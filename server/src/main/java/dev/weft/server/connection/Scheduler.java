package dev.weft.server.connection;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's scheduler of virtual threads: how many carriers it has, and which threads occupy one.
 *
 * <p>Java 24 has a bean for the number. Before that, the scheduler is a {@link ForkJoinPool} in a private field, which
 * can be adjusted as well; the manifest opens {@code java.lang} for it, and where that is not granted, as in a test of
 * a plugin, the number stays as it is.
 */
final class Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    /** {@code jdk.management.VirtualThreadSchedulerMXBean}, by name because it does not exist in release 21. */
    private static final String BEAN = "jdk.management.VirtualThreadSchedulerMXBean";

    private static final String VIRTUAL_THREAD = "java.lang.VirtualThread";

    /** Sets the number of carriers. */
    private final MethodHandle setParallelism;

    /** Returns how many carriers run a virtual thread or are occupied by one. */
    private final MethodHandle mounted;

    private final int parallelism;

    private final Optional<VirtualThreadState> threads;

    private Scheduler(
            MethodHandle setParallelism, MethodHandle mounted, int parallelism, Optional<VirtualThreadState> threads) {
        this.setParallelism = setParallelism;
        this.mounted = mounted;
        this.parallelism = parallelism;
        this.threads = threads;
    }

    /**
     * Finds the scheduler; empty if this JVM does not allow changing it. It loads classes, so call it before they are
     * needed.
     */
    static Optional<Scheduler> find() {
        Optional<VirtualThreadState> threads = VirtualThreadState.find();
        return bean(threads).or(() -> pool(threads));
    }

    int parallelism() {
        return parallelism;
    }

    /** How many carriers run a virtual thread, or are occupied by one; an estimate. */
    int mounted() {
        try {
            return (int) mounted.invoke();
        } catch (Throwable refused) {
            LOG.debug("= {}", refused.toString());
            return Integer.MAX_VALUE / 2;
        }
    }

    void setParallelism(int carriers) throws Throwable {
        setParallelism.invoke(carriers);
    }

    /**
     * Whether a virtual thread occupies a carrier: it runs, or it is pinned. Its state does not tell: a pinned thread
     * that sleeps is TIMED_WAITING, like one that is unmounted.
     */
    boolean isMounted(Thread thread) {
        return threads.map(it -> it.isMounted(thread)).orElseGet(() -> thread.getState() == Thread.State.RUNNABLE);
    }

    /** Looked up directly, because creating the whole platform bean server takes a third of a second. */
    private static Optional<Scheduler> bean(Optional<VirtualThreadState> threads) {
        try {
            Class<? extends PlatformManagedObject> type = Class.forName(BEAN).asSubclass(PlatformManagedObject.class);
            PlatformManagedObject bean = ManagementFactory.getPlatformMXBean(type);
            MethodHandle set = MethodHandles.publicLookup()
                    .findVirtual(type, "setParallelism", MethodType.methodType(void.class, int.class))
                    .bindTo(bean);
            MethodHandle mounted = MethodHandles.publicLookup()
                    .findVirtual(type, "getMountedVirtualThreadCount", MethodType.methodType(int.class))
                    .bindTo(bean);
            int parallelism = (int) type.getMethod("getParallelism").invoke(bean);
            return Optional.of(new Scheduler(set, mounted, parallelism, threads));
        } catch (ReflectiveOperationException | RuntimeException olderJava) {
            return Optional.empty();
        }
    }

    private static Optional<Scheduler> pool(Optional<VirtualThreadState> threads) {
        try {
            Class<?> type = Class.forName(VIRTUAL_THREAD);
            ForkJoinPool pool = (ForkJoinPool) MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findStaticVarHandle(type, "DEFAULT_SCHEDULER", ForkJoinPool.class)
                    .get();
            MethodHandle set = MethodHandles.lookup()
                    .findVirtual(ForkJoinPool.class, "setParallelism", MethodType.methodType(int.class, int.class))
                    .bindTo(pool);
            MethodHandle mounted = MethodHandles.lookup()
                    .findVirtual(ForkJoinPool.class, "getActiveThreadCount", MethodType.methodType(int.class))
                    .bindTo(pool);
            return Optional.of(new Scheduler(set, mounted, pool.getParallelism(), threads));
        } catch (ReflectiveOperationException | RuntimeException notOpen) {
            LOG.debug("= the number of carriers stays as it is: {}", notOpen.toString());
            return Optional.empty();
        }
    }
}
