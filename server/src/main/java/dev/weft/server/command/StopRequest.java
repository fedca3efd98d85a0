package dev.weft.server.command;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.utils.Signals;

/**
 * Requests to stop the server, by Ctrl-C, a signal, or the console. The first one asks for an orderly stop; a signal
 * that comes after it, or before the handlers have started, ends the process at once.
 */
final class StopRequest {

    /** Why half a second? A closing terminal sends its hang-up more than once; a person who insists takes longer. */
    private static final long ONE_WISH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** The exit code that a shell reports for a process ended by this signal: 128 plus its number. */
    private enum Ending {
        HUP(129),
        INT(130),
        TERM(143);

        private final int exitCode;

        Ending(int exitCode) {
            this.exitCode = exitCode;
        }

        /**
         * Ends the process as the signal ends a program that does not handle it. A regular exit of the JVM would run
         * shutdown hooks while the main thread still starts the server, which might then fail and print an error.
         */
        void endProcess() {
            Signals.registerDefault(name());
            try {
                // By name, because the compiler's warning about this class cannot be suppressed.
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

    /** Handles the signals in place of the JVM, which would ignore a second one. */
    void takeSignals() {
        List.of(Ending.values()).forEach(ending -> Signals.register(ending.name(), () -> onSignal(ending)));
    }

    /** From now on, a request leads to an orderly stop. */
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

    /** Waits for a request; an interrupt, which any plugin can send to any thread, does not count as one. */
    void await() {
        while (requested.getCount() > 0) {
            try {
                requested.await();
            } catch (InterruptedException bySomebody) {
                // There are other ways to stop the server.
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
