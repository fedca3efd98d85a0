package dev.weft.server.command;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.utils.Signals;

/**
 * The wish that the server end: Ctrl-C, a signal, or the console. The first is a request for an orderly stop; a signal
 * that comes after it, or before the handlers have started, ends the process at once.
 */
final class StopRequest {

    /** Why half a second? A closed terminal sends its hang-up more than once; a person who insists takes longer. */
    private static final long ONE_WISH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** What a shell reports of a process that this signal ended: 128 and its number. */
    private enum Ending {
        HUP(129),
        INT(130),
        TERM(143);

        private final int exitCode;

        Ending(int exitCode) {
            this.exitCode = exitCode;
        }

        /**
         * Ends the process as the signal does to a program that knows nothing of it. An exit of the JVM's own would run shutdown
         * hooks while the main thread still starts the server, which may then fail and say so.
         */
        void endProcess() {
            Signals.registerDefault(name());
            try {
                // By name, because the compiler warns of this class in a way that cannot be suppressed.
                Class<?> signal = Class.forName("sun.misc.Signal");
                signal.getMethod("raise", signal)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name()));
            } catch (ReflectiveOperationException notHere) {
                Runtime.getRuntime().halt(exitCode);
            }
        }
    }

    private final CountDownLatch requested = new CountDownLatch(1);
    private final AtomicLong firstNanos = new AtomicLong();
    private volatile boolean started;

    /** Takes the signals over from the JVM, which would not notice a second one. */
    void takeSignals() {
        List.of(Ending.values()).forEach(ending -> Signals.register(ending.name(), () -> onSignal(ending)));
    }

    /** From now on there is something to stop in order. */
    void started() {
        started = true;
    }

    /** Asks for an orderly stop. */
    void request() {
        if (requested.getCount() > 0) {
            firstNanos.set(System.nanoTime());
            requested.countDown();
        }
    }

    /** Waits until somebody asks; an interrupt, which any plugin can send to any thread, asks for nothing. */
    void await() {
        while (requested.getCount() > 0) {
            try {
                requested.await();
            } catch (InterruptedException bySomebody) {
                // Whoever wants the server to end has other means.
            }
        }
    }

    private void onSignal(Ending ending) {
        if (!started) {
            ending.endProcess();
        } else if (requested.getCount() > 0) {
            request();
        } else if (System.nanoTime() - firstNanos.get() > ONE_WISH_NANOS) {
            ending.endProcess();
        }
    }
}
