package dev.weft.server.connection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inspects and manipulates a virtual thread from outside, through private fields of the JDK, which have these names in
 * Java 21 to 25. The manifest opens {@code java.lang} for them; where that is not granted, as in a test of a plugin,
 * this is not available.
 */
final class VirtualThreadState {

    private static final Logger LOG = LoggerFactory.getLogger(VirtualThreadState.class);

    /** The carrier that the thread is mounted on; null while it is unmounted. */
    private final VarHandle carrier;

    /** The {@link Executor} that runs it. */
    private final VarHandle scheduler;

    /** The {@link Runnable} with which the scheduler continues it; does nothing if the thread is not runnable. */
    private final VarHandle continuation;

    private final VarHandle state;

    /** The states "about to wait with a timeout" and "runnable". */
    private final int timedParking;

    private final int unparked;

    private VirtualThreadState(Class<?> type, MethodHandles.Lookup lookup) throws ReflectiveOperationException {
        carrier = lookup.findVarHandle(type, "carrierThread", Thread.class);
        scheduler = lookup.findVarHandle(type, "scheduler", Executor.class);
        continuation = lookup.findVarHandle(type, "runContinuation", Runnable.class);
        state = lookup.findVarHandle(type, "state", int.class);
        timedParking = constant(type, lookup, "TIMED_PARKING");
        unparked = constant(type, lookup, "UNPARKED");
    }

    static Optional<VirtualThreadState> find() {
        try {
            Class<?> type = Class.forName("java.lang.VirtualThread");
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            return Optional.of(new VirtualThreadState(type, lookup));
        } catch (ReflectiveOperationException | RuntimeException notOpen) {
            LOG.debug("= pinned and forgotten threads cannot be seen: {}", notOpen.toString());
            return Optional.empty();
        }
    }

    private static int constant(Class<?> type, MethodHandles.Lookup lookup, String name)
            throws ReflectiveOperationException {
        return (int) lookup.findStaticVarHandle(type, name, int.class).get();
    }

    /** Whether the thread occupies a carrier: it runs, or it is pinned. */
    boolean isMounted(Thread thread) {
        return carrier.getVolatile(thread) != null;
    }

    /**
     * Whether the thread is about to wait with a timeout and has left its carrier; normally this lasts only a moment.
     */
    boolean isBetweenCarrierAndWait(Thread thread) {
        return (int) state.getVolatile(thread) == timedParking && !isMounted(thread);
    }

    /** Ends a wait that never began. Only for a thread that has been between carrier and wait for seconds. */
    void endWait(Thread thread) {
        state.compareAndSet(thread, timedParking, unparked);
    }

    /** Submits the thread to its scheduler. Has no effect if it is not runnable, or is queued already. */
    void queue(Thread thread) {
        ((Executor) scheduler.get(thread)).execute((Runnable) continuation.get(thread));
    }
}
