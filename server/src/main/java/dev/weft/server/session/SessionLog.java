package dev.weft.server.session;

import dev.weft.engine.frame.ClosePayload;
import dev.weft.engine.frame.Opcode;
import dev.weft.engine.frame.ProtocolViolation;
import dev.weft.engine.session.Event;
import dev.weft.server.log.Printable;
import dev.weft.server.outbound.OutgoingFrame;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handshake;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one session: at debug a line when it opens and one when it ends, at trace a line for each frame. It exists, and
 * counts, only if debug was on when the session opened. Thread-safe.
 */
public final class SessionLog {

    private static final Logger LOG = LoggerFactory.getLogger(SessionLog.class);

    /** Why 100? Enough to recognize a message; a log is no place to keep whole ones. */
    private static final int MAX_SHOWN_BYTES = 100;

    private static final double NANOS_PER_SECOND = 1e9;

    private final long id;
    private final long openedAt = System.nanoTime();
    private final AtomicLong messagesReceived = new AtomicLong();
    private final AtomicLong bytesReceived = new AtomicLong();
    private final AtomicLong messagesSent = new AtomicLong();
    private final AtomicLong bytesSent = new AtomicLong();

    private SessionLog(long id) {
        this.id = id;
    }

    /** Logs that a session opens; null if debug is off. */
    public static @Nullable SessionLog open(long id, Handshake handshake, Generation generation) {
        if (!LOG.isDebugEnabled()) {
            return null;
        }
        LOG.debug("% #{} opened: {}, {}, {}", id, handshake.remoteAddress(), generation, handshake.path());
        return new SessionLog(id);
    }

    /** Records what the peer sent. Bytes are those of the payload, decompressed. */
    void received(Event event) {
        if (event instanceof Event.Message message) {
            messagesReceived.incrementAndGet();
            bytesReceived.addAndGet(message.payload().length);
        }
        if (LOG.isTraceEnabled()) {
            LOG.trace("< #{} {}", id, describe(event));
        }
    }

    /**
     * Wraps the step that each frame passes when it is written, so that this sees the frames in the order of the wire.
     */
    public UnaryOperator<OutgoingFrame> watching(UnaryOperator<OutgoingFrame> wire) {
        return frame -> {
            OutgoingFrame written = wire.apply(frame);
            sent(written);
            return written;
        };
    }

    /** Records a frame that is about to be written. Bytes are those of the payload, as sent. */
    void sent(OutgoingFrame frame) {
        if (frame.form() == OutgoingFrame.Form.REST) {
            // Its frame was recorded when it began.
            return;
        }
        if (!frame.opcode().isControl()) {
            messagesSent.incrementAndGet();
            bytesSent.addAndGet(frame.payload().remaining());
        }
        if (LOG.isTraceEnabled()) {
            LOG.trace("> #{} {}", id, describe(frame));
        }
    }

    /** Logs that the session has ended, with the totals of both directions. */
    public void ended(CloseStatus status) {
        LOG.debug(
                "% #{} ended: {}{} after {} s; messages received: {} ({} bytes), sent: {} ({} bytes)",
                id,
                status.code(),
                status.reason().isEmpty() ? "" : " " + status.reason(),
                String.format(Locale.ROOT, "%.1f", (System.nanoTime() - openedAt) / NANOS_PER_SECOND),
                messagesReceived,
                bytesReceived,
                messagesSent,
                bytesSent);
    }

    private static String describe(Event event) {
        return switch (event) {
            case Event.Message message -> describe(message.opcode(), false, ByteBuffer.wrap(message.payload()));
            case Event.Ping ping -> describe(Opcode.PING, false, ByteBuffer.wrap(ping.payload()));
            case Event.Pong pong -> describe(Opcode.PONG, false, ByteBuffer.wrap(pong.payload()));
            case Event.Close close -> describe(new ClosePayload(close.code(), close.reason()));
            case Event.Violation violation -> "violation " + violation.code() + " " + violation.reason();
        };
    }

    private static String describe(ClosePayload close) {
        return "close " + close.code() + (close.reason().isEmpty() ? "" : " " + close.reason());
    }

    private static String describe(OutgoingFrame frame) {
        if (frame.opcode() != Opcode.CLOSE) {
            return describe(frame.opcode(), frame.compressed(), frame.payload());
        }
        byte[] payload = new byte[frame.payload().remaining()];
        frame.payload().duplicate().get(payload);
        try {
            return describe(ClosePayload.decode(payload));
        } catch (ProtocolViolation ofOurs) {
            return "close";
        }
    }

    private static String describe(Opcode opcode, boolean compressed, ByteBuffer payload) {
        String what = opcode.name().toLowerCase(Locale.ROOT) + " of " + payload.remaining() + " bytes";
        if (compressed) {
            return what + ", compressed";
        }
        if (opcode != Opcode.TEXT) {
            return what;
        }
        ByteBuffer shown = payload.slice(payload.position(), Math.min(payload.remaining(), MAX_SHOWN_BYTES));
        return what + ": " + Printable.of(StandardCharsets.UTF_8.decode(shown).toString())
                + (payload.remaining() > MAX_SHOWN_BYTES ? "..." : "");
    }
}
