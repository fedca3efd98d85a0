package dev.weft.server.session;

import dev.weft.engine.frame.ClosePayload;
import dev.weft.engine.frame.Opcode;
import dev.weft.engine.session.CloseSearch;
import dev.weft.engine.session.Event;
import dev.weft.engine.session.ServerProtocol;
import dev.weft.server.log.LogThrottle;
import dev.weft.server.net.Transport;
import dev.weft.server.outbound.LingeringClose;
import dev.weft.server.outbound.Outbox;
import dev.weft.server.outbound.ReceivedBinary;
import dev.weft.server.outbound.ReceivedText;
import dev.weft.server.outbound.TimeSlice;
import dev.weft.server.resource.Deadline;
import dev.weft.server.resource.MemoryBudget;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads the socket, answers pings and the Close, and delivers the messages. One thread uses it at a time: the
 * connection's own, or after promotion the reader.
 *
 * <p>It looks one event ahead, so that a thread that handles a message knows whether the next is available already.
 * When it has no more messages, the session has ended and the connection is closed.
 */
public final class InboundReader implements MessageSource {

    private static final LogThrottle LOG = new LogThrottle(LoggerFactory.getLogger(InboundReader.class));

    /** Not a violation of the RFC, but the session ends the same way. */
    private static final Event.Violation NO_MEMORY =
            new Event.Violation(CloseStatus.TRY_AGAIN_LATER.code(), ServerSession.NO_MEMORY.reason());

    /** Why 500 ms? A Close is answered within a second, whatever its handler does. */
    private static final long CLOSE_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Transport transport;
    private final ServerProtocol protocol;
    private final Outbox outbox;
    private final ServerSession session;
    private final Deadline deadline;
    private final TimeSlice slice;
    private final MemoryReservation reservation;
    private final @Nullable SessionLog log;

    private @Nullable Event ahead;
    private boolean ended;

    /** The inbox that takes the messages after promotion; set by the reader. */
    private volatile @Nullable Inbox inbox;

    /**
     * When the current silence began: nothing arrives while a thread reads, or waits for room in the inbox; 0 while
     * neither is so.
     */
    private volatile long silentSince;

    /** Whether the reader waits for room in the inbox. */
    private volatile boolean heldUp;

    /** When the last pong was read. */
    private volatile long pongAt;

    /**
     * When waiting for the message that is still arriving began, as if all waits for it were a single one that
     * continues; 0 while the socket is not read, which is not the peer's fault, or if no message is arriving.
     */
    private volatile long messageSince;

    /** How long earlier waits for the arriving message took, in milliseconds. Used by the reading thread alone. */
    private long messageWaited;

    /**
     * The parts of a connection that its reader uses.
     *
     * @param transport where bytes come from
     * @param deadline of the closing handshake
     * @param slice of its reads
     * @param budget for what arrives
     * @param log records each event; null if debug is off
     */
    public record Wiring(
            Transport transport,
            Deadline deadline,
            TimeSlice slice,
            MemoryBudget budget,
            @Nullable SessionLog log) {}

    /** Reads for one session. */
    public InboundReader(Wiring wiring, ServerProtocol protocol, ServerSession session) {
        this.transport = wiring.transport();
        this.slice = wiring.slice();
        this.protocol = protocol;
        this.outbox = session.outbox();
        this.session = session;
        this.deadline = wiring.deadline();
        this.reservation = new MemoryReservation(wiring.budget());
        this.log = wiring.log();
    }

    // As few calls as possible from here to the socket: a parked thread keeps every frame of its stack, and there are
    // many.
    @Override
    public @Nullable Message next() {
        try {
            while (!ended) {
                Event event = ahead == null ? nextEvent() : ahead;
                ahead = null;
                if (event == null) {
                    prepareRead();
                    ByteBuffer space = protocol.space();
                    if (reservation.arriving(protocol.retained())) {
                        int count = transport.read(space);
                        slice.hasRead();
                        if (count == 0) {
                            return null;
                        }
                        received(count);
                    } else {
                        failed(NO_MEMORY);
                    }
                } else {
                    Message message = accept(event);
                    if (message != null) {
                        return message;
                    }
                }
            }
        } catch (IOException lost) {
            end();
        }
        return null;
    }

    @Override
    public boolean hasNext() {
        return ahead instanceof Event.Message;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    /** Reads into this inbox until the connection ends; on the thread that has taken over reading. */
    void fill(Inbox messages) {
        inbox = messages;
        while (!ended) {
            Message message = next();
            if (message != null) {
                put(messages, message);
            }
        }
    }

    private void put(Inbox messages, Message message) {
        boolean taken = false;
        try {
            taken = messages.offer(message) || putWhenThereIsRoom(messages, message);
        } finally {
            if (!taken) {
                reservation.release(message.size());
            }
        }
    }

    private boolean putWhenThereIsRoom(Inbox messages, Message message) {
        // In this order, and back: a thread that sees the silence also sees the reason.
        heldUp = true;
        silentSince = session.millis();
        try {
            return messages.put(message);
        } finally {
            silentSince = 0;
            heldUp = false;
        }
    }

    /** Ends reading after a fault, unless it has ended already. On the reading thread. */
    void abandon() {
        if (!ended) {
            end();
        }
    }

    /**
     * Returns the memory reserved for messages; called by any thread when the session is over and nothing uses it any
     * more.
     */
    void close() {
        reservation.close();
    }

    /** Called when the handler has returned from the message. */
    void handled(Message message) {
        reservation.release(message.size());
        slice.hasWorked();
    }

    /** When the current silence began, in milliseconds of the clock; 0 while the reader has something to do. */
    long silentSince() {
        return silentSince;
    }

    /** Whether the reader waits for room, so that the peer cannot be heard. */
    boolean isHeldUp() {
        return heldUp;
    }

    /** When the last pong was read, in milliseconds of the clock. */
    long pongAt() {
        return pongAt;
    }

    /** Lets the reader continue although the handler has taken nothing, if there is memory to spare. By any thread. */
    void readOn() {
        Inbox messages = inbox;
        if (messages != null && reservation.hasPlenty()) {
            messages.grow();
        }
    }

    /** How long the arriving message has been waited for, in milliseconds. */
    long messageFor(long now) {
        long since = messageSince;
        return since == 0 ? 0 : now - since;
    }

    /** Acts on an event; the message to deliver, if it is one. */
    private @Nullable Message accept(Event event) {
        if (log != null) {
            log.received(event);
        }
        switch (event) {
            case Event.Message message -> {
                ahead = nextEvent();
                if (session.isOpen()) {
                    return delivered(message);
                }
                // After this side's Close, what the peer still sends is dropped.
                reservation.release(message.payload().length);
            }
            case Event.Ping ping -> outbox.pong(ping.payload());
            // RFC 6455 5.5.3: "A response to an unsolicited Pong frame is not expected." Reading it was the point.
            case Event.Pong pong -> pongAt = session.millis();
            case Event.Close close -> closed(close);
            case Event.Violation violation -> failed(violation);
        }
        return null;
    }

    /** The next event; a message for which there is no memory ends the connection instead. */
    private @Nullable Event nextEvent() {
        Event event = protocol.next();
        if (event instanceof Event.Message) {
            messageWaited = 0;
        }
        return event instanceof Event.Message message && !reservation.arrived(message.payload().length)
                ? NO_MEMORY
                : event;
    }

    private Message delivered(Event.Message message) {
        session.touch();
        return message.opcode() == Opcode.TEXT
                ? new ReceivedText(message.payload())
                : new ReceivedBinary(message.payload());
    }

    private void prepareRead() {
        outbox.flush();
        long now = session.millis();
        // A wait that was interrupted, to attend to something else, continues.
        if (protocol.isMessageUnfinished() && messageSince == 0) {
            messageSince = now - messageWaited;
        }
        if (silentSince == 0) {
            silentSince = now;
        }
    }

    private void received(int count) {
        silentSince = 0;
        outbox.socket().heard();
        if (messageSince != 0) {
            messageWaited = session.millis() - messageSince;
            messageSince = 0;
        }
        if (count >= 0) {
            protocol.received(count);
        } else {
            end();
        }
    }

    private void closed(Event.Close close) {
        // Messages from before the Close are answered before it, if that does not take long: a handler that waits for
        // the end of its session would not return.
        Inbox messages = inbox;
        if (messages != null && !session.isAwaited()) {
            messages.awaitIdle(CLOSE_PATIENCE_NANOS);
        }
        session.beginClosing(new CloseStatus(close.code(), close.reason()));
        if (!outbox.closeReceived()) {
            // RFC 6455 5.5.1: "the endpoint typically echos the status code it received".
            outbox.close(new ClosePayload(close.code(), "").encode());
        }
        part(null);
    }

    private void failed(Event.Violation violation) {
        if (session.hasEnded()) {
            // The session was ended elsewhere, so nothing more can be taken from the budget: not the peer's fault.
            end();
            return;
        }
        LOG.log(
                Level.INFO,
                "rule broken",
                () -> "! #" + session.id() + " " + violation.code() + " " + violation.reason());
        session.close(new CloseStatus(violation.code(), violation.reason()));
        part(protocol.refuse());
    }

    private void part(@Nullable CloseSearch closeSearch) {
        session.complete();
        outbox.awaitWritten();
        LingeringClose.part(transport, deadline, closeSearch);
        end();
    }

    /** Releases what reading holds; each step is taken even if the one before fails. */
    private void end() {
        ended = true;
        silentSince = 0;
        messageSince = 0;
        Event unseen = ahead;
        ahead = null;
        try {
            protocol.release();
        } finally {
            try {
                if (unseen instanceof Event.Message message) {
                    reservation.release(message.payload().length);
                }
                reservation.end();
            } finally {
                try {
                    transport.abort();
                } finally {
                    session.end();
                }
            }
        }
    }
}
