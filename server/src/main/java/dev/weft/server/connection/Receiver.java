package dev.weft.server.connection;

import dev.weft.engine.frame.ClosePayload;
import dev.weft.engine.frame.Opcode;
import dev.weft.engine.session.Event;
import dev.weft.engine.session.ServerProtocol;
import dev.weft.server.net.Transport;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the socket, answers what the protocol itself answers, and gives out the messages. One thread uses it at a time:
 * the connection's own, or after promotion the reader.
 *
 * <p>It looks one event ahead, so that whoever handles a message knows whether the next is there already. When it has no
 * more to give, the session has ended and the connection is closed.
 */
final class Receiver implements MessageSource {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private final Transport transport;
    private final ServerProtocol protocol;
    private final Outbox outbox;
    private final ServerSession session;
    private final CoarseClock clock;
    private final Deadline deadline;

    private @Nullable Event ahead;

    /** Since when the socket has been silent while it was being read; 0 while it is not read. */
    private volatile long silentSince;

    /** When the message that is still arriving began; 0 if none is. */
    private volatile long messageSince;

    Receiver(
            Transport transport, ServerProtocol protocol, ServerSession session, CoarseClock clock, Deadline deadline) {
        this.transport = transport;
        this.protocol = protocol;
        this.outbox = session.outbox();
        this.session = session;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public @Nullable Message next() {
        while (true) {
            Event event = nextEvent();
            if (event == null) {
                return lost();
            }
            switch (event) {
                case Event.Message message -> {
                    ahead = protocol.next();
                    // After this side's Close, what the peer still sends is for nobody.
                    if (session.isOpen()) {
                        return delivered(message);
                    }
                }
                case Event.Ping ping -> outbox.pong(ping.payload());
                case Event.Pong pong -> {
                    // RFC 6455 5.5.3: an unsolicited pong is not expected to be answered; reading it was the point.
                }
                case Event.Close close -> {
                    return closed(close);
                }
                case Event.Violation violation -> {
                    return failed(violation);
                }
            }
        }
    }

    @Override
    public boolean hasNext() {
        return ahead instanceof Event.Message;
    }

    /** How long the peer has sent nothing while somebody listened, in milliseconds. */
    long silentFor(long now) {
        long since = silentSince;
        return since == 0 ? 0 : now - since;
    }

    /** For how long one message has been arriving, in milliseconds. */
    long messageFor(long now) {
        long since = messageSince;
        return since == 0 ? 0 : now - since;
    }

    private Message delivered(Event.Message message) {
        session.touch();
        return message.opcode() == Opcode.TEXT
                ? new ReceivedText(message.payload())
                : new ReceivedBinary(message.payload());
    }

    /** The next event, or null when the connection is lost. */
    private @Nullable Event nextEvent() {
        Event event = ahead;
        ahead = null;
        try {
            while (event == null && (event = protocol.next()) == null) {
                if (!read()) {
                    return null;
                }
            }
        } catch (IOException lost) {
            return null;
        }
        return event;
    }

    private boolean read() throws IOException {
        outbox.flush();
        noteUnfinishedMessage();
        silentSince = clock.millis();
        int count = transport.read(protocol.space());
        silentSince = 0;
        if (count > 0) {
            protocol.received(count);
        }
        return count >= 0;
    }

    private void noteUnfinishedMessage() {
        if (!protocol.isMessageUnfinished()) {
            messageSince = 0;
        } else if (messageSince == 0) {
            messageSince = clock.millis();
        }
    }

    /** The socket ended without a Close: RFC 6455 7.1.5: the close code "is considered to be 1006". */
    private @Nullable Message lost() {
        session.lost();
        return end();
    }

    private @Nullable Message closed(Event.Close close) {
        session.beginClosing(new CloseStatus(close.code(), close.reason()));
        if (!outbox.closeReceived()) {
            // RFC 6455 5.5.1: "the endpoint typically echos the status code it received".
            outbox.close(new ClosePayload(close.code(), "").encode());
        }
        return part();
    }

    private @Nullable Message failed(Event.Violation violation) {
        LOG.info("! #{} {} {}", session.id(), violation.code(), violation.reason());
        session.close(new CloseStatus(violation.code(), violation.reason()));
        return part();
    }

    private @Nullable Message part() {
        outbox.awaitWritten();
        Farewell.part(transport, deadline);
        return end();
    }

    private @Nullable Message end() {
        silentSince = 0;
        messageSince = 0;
        protocol.release();
        transport.cut();
        session.end();
        return null;
    }
}
