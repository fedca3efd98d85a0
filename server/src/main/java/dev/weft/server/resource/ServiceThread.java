package dev.weft.server.resource;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A thread of the server's own that works in rounds until it is no longer wanted. Nothing else ends it: no exception,
 * no {@code Error}, no fault while another is being logged, and no interrupt, which any plugin can send.
 *
 * <p>Between a fault and the next round, any allocation is inside a {@code try} of its own: a plugin that fills the
 * heap can make every second allocation fail for any length of time.
 */
public final class ServiceThread {

    /** Why 10 ms? Memory may be available again; and a permanent fault must not use up a core. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Static, because the whole process is ended. */
    private static volatile Consumer<String> unexpectedEnd = name -> {};

    /** One round of the work; it may wait indefinitely. */
    @FunctionalInterface
    public interface Round {

        /** Does the work of one round. Whatever it throws is logged, and the next round follows after a pause. */
        void run() throws Exception;
    }

    private final String name;
    private final BooleanSupplier wanted;
    private final Round round;
    private final FaultLog faults;

    /**
     * Makes a thread that does not run yet.
     *
     * @param name of the thread, also in the log
     * @param wanted whether to do another round; must not throw
     * @param round the work of each round
     */
    public ServiceThread(String name, BooleanSupplier wanted, Round round) {
        this.name = name;
        this.wanted = wanted;
        this.round = round;
        this.faults = new FaultLog(name);
    }

    /** Sets the action for a service thread that ends although it is wanted; it gets the thread's name. */
    public static void onUnexpectedEnd(Consumer<String> then) {
        unexpectedEnd = then;
    }

    /** Starts it as a platform thread, so that handlers that spin on every carrier cannot stop it; a daemon. */
    public Thread start() {
        return Thread.ofPlatform().name(name).daemon(true).start(this::run);
    }

    /** Starts it as a virtual thread. */
    public Thread startVirtual() {
        Thread thread = VirtualThreads.unstarted(name, this::run);
        thread.start();
        return thread;
    }

    private void run() {
        boolean inOrder = false;
        try {
            while (wanted.getAsBoolean()) {
                runOnce();
            }
            inOrder = true;
        } finally {
            if (!inOrder) {
                unexpectedEnd.accept(name);
            }
        }
    }

    private void runOnce() {
        try {
            // This thread is ended through "wanted"; any other interrupt is ignored.
            Thread.interrupted();
            round.run();
        } catch (InterruptedException bySomebody) {
            // The next round waits again.
        } catch (Throwable fault) {
            faults.tell(fault);
            pause();
        }
    }

    private static void pause() {
        try {
            LockSupport.parkNanos(PAUSE_NANOS);
        } catch (Throwable noMemoryToPark) {
            // Parking a virtual thread takes memory. Without any, this continues without a pause.
        }
    }
}
