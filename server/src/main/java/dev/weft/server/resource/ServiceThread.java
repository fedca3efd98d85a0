package dev.weft.server.resource;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A thread of the server's own, which does its work round after round until it is no longer wanted, and which nothing else
 * ends: no exception, no {@code Error}, no fault while one is told of, and no interrupt, which any plugin can send.
 *
 * <p>Nothing is allocated between a fault and the next round but within a {@code try} of its own: a plugin that fills the
 * heap has every second allocation fail for as long as it likes.
 */
public final class ServiceThread {

    /** Why 10 ms? There may be memory again; and a fault that does not go away must not take a core. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Static, because the process is what ends. */
    private static volatile Consumer<String> unexpectedEnd = name -> {};

    /** A piece of the work; it may wait as long as it likes. */
    @FunctionalInterface
    public interface Round {

        /** Does the next piece. What it throws is logged, and the next round follows after a pause. */
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
     * @param wanted whether there is to be another round; must not throw
     * @param round what it does each time
     */
    public ServiceThread(String name, BooleanSupplier wanted, Round round) {
        this.name = name;
        this.wanted = wanted;
        this.round = round;
        this.faults = new FaultLog(name);
    }

    /** Sets what is done if such a thread ends although it is wanted; it gets the thread's name. */
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
            // Whoever has this thread end says so by "wanted"; any other interrupt is none of its business.
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
            // A virtual thread needs some to park. Then it goes on without a pause.
        }
    }
}
