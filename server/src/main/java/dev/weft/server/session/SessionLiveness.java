package dev.weft.server.session;

import dev.weft.server.config.Timeouts;
import dev.weft.server.outbound.SocketWriter;
import java.time.Duration;

/**
 * Checks whether the peer is still there; used by the watchdog alone. It pings a silent peer, and aborts the connection
 * if no answer is read in time.
 *
 * <p>While the inbox is full nothing is read, and the answer may lie behind data that the peer sent earlier. The first
 * ping then lets the reader continue into a larger inbox, which reveals most answers, and the end of most connections.
 * A peer that has sent even more is left alone while pings can be written: one whose process has ended resets the
 * connection at the first, so that the second cannot be written.
 */
final class SessionLiveness {

    /** Why 200 ms? The clock is exact to 100 ms; what the reader still finds after this time arrived after the ping. */
    private static final long OLD_MILLIS = 200;

    private final ServerSession session;
    private final InboundReader reader;

    /** When the unanswered ping was sent; 0 if there is none. */
    private long pingedAt;

    /** Whether data read just after that ping may have arrived before it. */
    private boolean wasHeldUp;

    /** When a peer that cannot be heard was last probed. */
    private long probedAt;

    SessionLiveness(ServerSession session, InboundReader reader) {
        this.session = session;
        this.reader = reader;
    }

    void check(long now, Timeouts timeouts) {
        long since = reader.silentSince();
        SocketWriter writer = session.outbox().socket();
        // A peer that reads on, however slowly, is alive; its pong comes when it has read what lies before the ping.
        boolean isReading = writer.roomMadeBefore(now) <= orNever(timeouts.pingInterval());
        if (hasHeard(since) || isReading) {
            pingedAt = 0;
        }
        if (since == 0 || isReading) {
            return;
        }
        if (pingedAt == 0) {
            if (now - Math.max(since, probedAt) > orNever(timeouts.pingInterval())) {
                ping(now);
            }
        } else if (reader.isHeldUp()) {
            probe(now, timeouts);
        } else if (now - pingedAt - writer.underway() > orNever(timeouts.pong())) {
            session.abort("no pong");
        }
    }

    private boolean hasHeard(long since) {
        if (!wasHeldUp) {
            return since == 0 || since >= pingedAt;
        }
        return since > pingedAt + OLD_MILLIS || reader.pongAt() >= pingedAt;
    }

    private void ping(long now) {
        wasHeldUp = reader.isHeldUp();
        if (wasHeldUp) {
            reader.readOn();
        }
        // If another thread is sending just now, the next tick pings.
        pingedAt = session.outbox().ping() ? now : 0;
    }

    /** Probes a peer that cannot be heard, but can be written to. */
    private void probe(long now, Timeouts timeouts) {
        if (now - pingedAt > orNever(timeouts.pong()) / 2) {
            if (session.outbox().ping()) {
                pingedAt = 0;
                probedAt = now;
            }
        }
    }

    private static long orNever(Duration timeout) {
        return timeout.isZero() ? Long.MAX_VALUE : timeout.toMillis();
    }
}
