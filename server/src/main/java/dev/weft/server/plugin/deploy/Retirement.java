package dev.weft.server.plugin.deploy;

import dev.weft.server.config.OnReplace;
import dev.weft.server.plugin.FaultText;
import dev.weft.server.resource.ServiceThread;
import dev.weft.spi.CloseStatus;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a generation that was replaced or removed to its end: its sessions move on or come to an end, then it is stopped.
 * On a thread of its own, which goes on until all of it is done, whatever there is no memory for in between.
 */
final class Retirement {

    private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);

    /** RFC 6455 has no code for it; 1012 is registered for a "Service Restart". The browser client comes back at once. */
    private static final CloseStatus REPLACED = CloseStatus.SERVICE_RESTART.because("handler replaced, connect again");

    /** Why 5 s? What the closing handshake may take by default; then nobody waits for the peer or the handler. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** Why 1 s? Ten thousand idle sessions look within a tenth of it. */
    private static final Duration MOVING = Duration.ofSeconds(1);

    /** Why 1 s? An interrupted callback that means to end has ended by then. */
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    /** Why 30 s? All the limits along the way together; whoever stops the server does not wait for a mistake of ours. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Generation generation;
    private final GenerationSessions held;
    private final ReplacementPolicy policy;
    private final Runnable stop;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean drained;

    /** Prepares it; {@code stop} is run once no session is left, and again if that fails half-way. */
    Retirement(Generation generation, GenerationSessions held, ReplacementPolicy policy, Runnable stop) {
        this.generation = generation;
        this.held = held;
        this.policy = policy;
        this.stop = stop;
    }

    Generation generation() {
        return generation;
    }

    /** Begins, unless it has; if there is no memory for a thread, whoever asks next begins it. */
    void begin() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        boolean started = false;
        try {
            new ServiceThread("weft-retire-" + generation, () -> !isOver(), this::goOn).start();
            started = true;
        } catch (OutOfMemoryError later) {
            // What serves goes on serving meanwhile.
        } finally {
            begun.set(started);
        }
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits until it is over, unless it has not begun. */
    void await() {
        begin();
        try {
            if (begun.get() && !over.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("% no longer waiting for {}", generation);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** A fault has it called again: what is done already takes no time then. */
    private void goOn() throws InterruptedException {
        if (!drained) {
            try {
                awaitSessions();
            } catch (RuntimeException fault) {
                LOG.error("% draining {} failed: {}", generation, FaultText.of(fault));
            }
            drained = true;
        }
        stop.run();
        over.countDown();
    }

    /** Sessions that may move have a moment for it, however short the drain time is. */
    private Duration longest() {
        boolean isMoving =
                policy.onReplace() == OnReplace.HANDOVER && policy.drain().compareTo(MOVING) < 0;
        return isMoving ? MOVING : policy.drain();
    }

    private void awaitSessions() throws InterruptedException {
        if (policy.onReplace() == OnReplace.KEEP && generation.isReplaced()) {
            generation.awaitDrained(Duration.ofNanos(Long.MAX_VALUE));
            return;
        }
        if (generation.awaitDrained(longest())) {
            return;
        }
        LOG.info("% sessions of {} that did not move: {}; closing them with 1012", generation, generation.pins());
        held.close(generation, REPLACED);
        if (generation.awaitDrained(CLOSING)) {
            return;
        }
        LOG.warn(
                "% sessions of {} that did not close: {}; aborting and interrupting them",
                generation, generation.pins());
        held.abort(generation);
        if (!generation.awaitDrained(LAST_GRACE)) {
            LOG.warn("% callbacks of {} that ignore interruption: {}", generation, generation.pins());
        }
    }
}
