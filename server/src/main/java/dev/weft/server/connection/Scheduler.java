package dev.weft.server.connection;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's scheduler of virtual threads: how many carriers it has, which threads keep one, and which it has forgotten.
 *
 * <p>Java 24 has a bean for the first. Before, the scheduler is a {@link ForkJoinPool} in a private field, which can be
 * changed as well; the manifest opens {@code java.lang} for it, and where that is not granted, as in a test of a plugin,
 * the number stays as it is, and no thread is recalled.
 */
final class Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    /** {@code jdk.management.VirtualThreadSchedulerMXBean}, by name because release 21 does not know it. */
    private static final String BEAN = "jdk.management.VirtualThreadSchedulerMXBean";

    private static final String VIRTUAL_THREAD = "java.lang.VirtualThread";

    /** Sets the number of carriers. */
    private final MethodHandle setParallelism;

    /** Asks how many carriers run a virtual thread or are kept by one. */
    private final MethodHandle mounted;

    private final int parallelism;

    private final Optional<Fields> fields;

    private Scheduler(MethodHandle setParallelism, MethodHandle mounted, int parallelism, Optional<Fields> fields) {
        this.setParallelism = setParallelism;
        this.mounted = mounted;
        this.parallelism = parallelism;
        this.fields = fields;
    }

    /**
     * What is to be seen of a virtual thread from outside, unless {@code java.lang} is closed.
     *
     * @param carrier what it is mounted on; null while it is not
     * @param scheduler the {@link Executor} that runs it
     * @param continuation the {@link Runnable} that the scheduler gets to run it on from where it is; does nothing if it is
     *     not to run
     */
    private record Fields(VarHandle carrier, VarHandle scheduler, VarHandle continuation) {

        static Optional<Fields> find() {
            try {
                Class<?> type = Class.forName(VIRTUAL_THREAD);
                MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
                return Optional.of(new Fields(
                        lookup.findVarHandle(type, "carrierThread", Thread.class),
                        lookup.findVarHandle(type, "scheduler", Executor.class),
                        lookup.findVarHandle(type, "runContinuation", Runnable.class)));
            } catch (ReflectiveOperationException | RuntimeException notOpen) {
                LOG.debug("= pinned and forgotten threads cannot be seen: {}", notOpen.toString());
                return Optional.empty();
            }
        }
    }

    /** Finds the scheduler, unless this JVM lets nobody change it. It loads classes, so it is done before they are needed. */
    static Optional<Scheduler> find() {
        Optional<Fields> fields = Fields.find();
        return bean(fields).or(() -> pool(fields));
    }

    int parallelism() {
        return parallelism;
    }

    /** How many carriers run a virtual thread, or are kept by one; an estimate. */
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
     * Whether a virtual thread keeps a carrier from the others: it runs, or it is pinned. Its state does not tell: a pinned
     * thread that sleeps is TIMED_WAITING, like one that was unmounted.
     */
    boolean isMounted(Thread thread) {
        return fields.map(it -> it.carrier().getVolatile(thread) != null)
                .orElseGet(() -> thread.getState() == Thread.State.RUNNABLE);
    }

    /**
     * Queues a virtual thread once more if it is to run and does not: the scheduler may have had no memory to queue it, and
     * nothing else does so again. Does no harm to one that is queued: whoever comes second finds that it runs.
     */
    void recall(Thread thread) {
        if (fields.isPresent() && thread.getState() == Thread.State.RUNNABLE && !isMounted(thread)) {
            Fields it = fields.get();
            ((Executor) it.scheduler().get(thread))
                    .execute((Runnable) it.continuation().get(thread));
        }
    }

    /** Asked for by itself, because making the whole platform bean server takes a third of a second. */
    private static Optional<Scheduler> bean(Optional<Fields> fields) {
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
            return Optional.of(new Scheduler(set, mounted, parallelism, fields));
        } catch (ReflectiveOperationException | RuntimeException olderJava) {
            return Optional.empty();
        }
    }

    private static Optional<Scheduler> pool(Optional<Fields> fields) {
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
            return Optional.of(new Scheduler(set, mounted, pool.getParallelism(), fields));
        } catch (ReflectiveOperationException | RuntimeException notOpen) {
            LOG.debug("= the number of carriers stays as it is: {}", notOpen.toString());
            return Optional.empty();
        }
    }
}
