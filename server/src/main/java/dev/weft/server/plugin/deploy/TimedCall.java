package dev.weft.server.plugin.deploy;

import dev.weft.server.plugin.FaultText;
import dev.weft.server.plugin.PluginRejectedException;
import dev.weft.server.resource.VirtualThreads;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * One call into a plugin, on a virtual thread of its own that dies with it, with a limit to its time. A pooled or a
 * platform thread could keep the plugin's thread locals for ever.
 */
final class TimedCall {

    /** Why 1 s? A call that heeds its interrupt is gone at once; for one that does not, nobody should wait long. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

    /** Why 1 s? A wait in small steps counts no time in which the whole process stood still. */
    private static final Duration STEP = Duration.ofSeconds(1);

    private final String what;
    private final ClassLoader loader;
    private final Thread thread;
    private final Duration limit;
    private final long begun = System.nanoTime();
    private volatile String fault = "";

    /** The call. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    private TimedCall(String what, String id, ClassLoader loader, Duration limit, Body body) {
        this.what = what;
        this.loader = loader;
        this.limit = limit;
        this.thread = VirtualThreads.unstarted("weft-" + what + "-" + id, () -> run(body));
    }

    /**
     * Begins the call.
     *
     * @param what the method, such as {@code start}
     * @param id whose method
     */
    static TimedCall begin(String what, String id, ClassLoader loader, Duration limit, Body body) {
        TimedCall task = new TimedCall(what, id, loader, limit, body);
        task.thread.start();
        return task;
    }

    /** Waits for the end of the call, within its limit from the beginning; says what went wrong, or is empty. */
    String await() {
        try {
            if (isOverInTime()) {
                return fault;
            }
            String place = FaultText.place(thread.getStackTrace(), loader);
            thread.interrupt();
            String late = what + " did not return within " + seconds() + place;
            return thread.join(AFTER_INTERRUPT) ? late : late + ", and its thread ignores interruption";
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return what + " was interrupted";
        }
    }

    private boolean isOverInTime() throws InterruptedException {
        for (Duration left = limit.minusNanos(System.nanoTime() - begun); left.isPositive(); left = left.minus(STEP)) {
            if (thread.join(left.compareTo(STEP) < 0 ? left : STEP)) {
                return true;
            }
        }
        return !thread.isAlive();
    }

    private String seconds() {
        // Trailing zeros off: "10 s", "0.2 s".
        return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    private void run(Body body) {
        ContextLoader swap = ContextLoader.with(loader);
        try (swap) {
            body.run();
        } catch (PluginRejectedException e) {
            fault = e.reason();
        } catch (Throwable e) {
            // Errors as well: a plugin's StackOverflowError or NoClassDefFoundError is not the server's.
            // First without its text, for which there may be no memory.
            fault = "it threw an exception";
            fault = what + " threw " + FaultText.of(e) + FaultText.place(e, loader);
        }
    }
}
