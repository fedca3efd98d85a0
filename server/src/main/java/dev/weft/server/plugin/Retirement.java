package dev.weft.server.plugin;

import dev.weft.server.config.OnReplace;
import dev.weft.spi.CloseStatus;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a generation that was replaced or removed to its end: its sessions move on or come to an end, then it is stopped.
 * On a platform thread of its own, so that spinning handlers cannot hold it up.
 */
final class Retirement implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);

    /** RFC 6455 has no code for it; 1012 is registered for a "Service Restart". The browser client comes back at once. */
    private static final CloseStatus REPLACED = CloseStatus.SERVICE_RESTART.because("handler replaced, connect again");

    /** Why 5 s? What the closing handshake may take by default; then nobody waits for the peer or the handler. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** Why 1 s? Ten thousand idle sessions look within a tenth of it. */
    private static final Duration MOVING = Duration.ofSeconds(1);

    /** Why 1 s? An interrupted callback that means to end has ended by then. */
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private final Generation generation;
    private final Deployment deployment;
    private final HeldSessions held;
    private final Replacing replacing;
    private final Runnable ended;

    Retirement(Generation generation, Deployment deployment, HeldSessions held, Replacing replacing, Runnable ended) {
        this.generation = generation;
        this.deployment = deployment;
        this.held = held;
        this.replacing = replacing;
        this.ended = ended;
    }

    @Override
    public void run() {
        try {
            awaitSessions();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error fault) {
            // Such as no memory for a moment: it has to be stopped all the same.
            LOG.error("% {} drains no longer: {}", generation, FaultText.of(fault));
        }
        deployment.stop(generation);
        ended.run();
    }

    /** Sessions that may move have a moment for it, however short the drain time is. */
    private Duration longest() {
        boolean isMoving =
                replacing.onReplace() == OnReplace.HANDOVER && replacing.drain().compareTo(MOVING) < 0;
        return isMoving ? MOVING : replacing.drain();
    }

    private void awaitSessions() throws InterruptedException {
        if (replacing.onReplace() == OnReplace.KEEP && generation.isReplaced()) {
            generation.awaitDrained(Duration.ofNanos(Long.MAX_VALUE));
            return;
        }
        if (generation.awaitDrained(longest())) {
            return;
        }
        LOG.info("% {} sessions of {} did not move on: closed 1012", generation.pins(), generation);
        held.close(generation, REPLACED);
        if (generation.awaitDrained(CLOSING)) {
            return;
        }
        LOG.warn("% {} sessions of {} did not close: cut and interrupted", generation.pins(), generation);
        held.abort(generation);
        if (!generation.awaitDrained(LAST_GRACE)) {
            LOG.warn("% {} callbacks of {} ignore their interrupt", generation.pins(), generation);
        }
    }
}
