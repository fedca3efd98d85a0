package dev.weft.server.connection;

import dev.weft.engine.deflate.DeflateParameters;
import dev.weft.engine.session.ServerProtocol;
import dev.weft.server.log.SafeText;
import dev.weft.server.log.StackTraces;
import dev.weft.server.net.Transport;
import dev.weft.server.outbound.FrameFactory;
import dev.weft.server.outbound.MessageCompression;
import dev.weft.server.outbound.Outbox;
import dev.weft.server.outbound.OutgoingFrame;
import dev.weft.server.outbound.SocketWriter;
import dev.weft.server.outbound.TimeSlice;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.resource.Deadline;
import dev.weft.server.session.GenerationPin;
import dev.weft.server.session.InboundReader;
import dev.weft.server.session.ResumePositions;
import dev.weft.server.session.ServerSession;
import dev.weft.server.session.SessionLog;
import dev.weft.server.session.SessionLoop;
import dev.weft.spi.CloseStatus;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket and its virtual thread, from accept to close. */
final class Connection implements Runnable, ServerSession.ConnectionControl {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** A session and the loop that runs it, once the opening handshake is complete. */
    private record Running(
            String handlerId,
            ServerSession session,
            SessionLoop loop,
            @Nullable SessionLog log) {}

    private final Transport transport;
    private final SharedServices services;
    private final Runnable ended;
    private final Deadline deadline;
    private final TimeSlice slice;
    private final SocketWriter writer;
    private final GenerationPin pin = new GenerationPin();

    /** The phase before the session; null before it begins, and again once the session exists. */
    private volatile @Nullable HttpPhase httpPhase;

    private volatile @Nullable Running running;

    /** The status with which a session is closed as soon as it exists; null if it may begin. */
    private volatile @Nullable CloseStatus goingAway;

    private volatile boolean terminated;

    /** The thread that runs this; set before this is registered. */
    private @Nullable Thread thread;

    /** The index of this in the registry; used by the registry alone. */
    int slot = ConnectionRegistry.NOWHERE;

    Connection(Transport transport, SharedServices services, Runnable ended) {
        this.transport = transport;
        this.services = services;
        this.ended = ended;
        this.deadline = new Deadline(services.clock());
        this.slice = new TimeSlice(transport, services.clock());
        this.writer = new SocketWriter(transport, services.clock(), slice);
    }

    @Override
    public void run() {
        Throwable fault = null;
        try {
            thread = Thread.currentThread();
            services.registry().add(this);
            if (services.registry().isStopping()) {
                // A server that stops may have visited all connections before this one was added; a silent one would
                // never be ended.
                return;
            }
            slice.begin();
            SessionLoop loop = negotiate();
            if (loop != null) {
                loop.run();
            }
        } catch (IOException | RuntimeException | Error thrown) {
            // A fault of ours ends this connection and no other.
            fault = thrown;
        } finally {
            release();
        }
        if (fault != null) {
            report(fault);
        }
    }

    /** Releases everything this holds; each step is taken even if the one before fails, and none allocates. */
    private void release() {
        try {
            transport.abort();
        } finally {
            try {
                services.registry().remove(this);
            } finally {
                try {
                    pin.release();
                } finally {
                    ended.run();
                }
            }
        }
    }

    private void report(Throwable fault) {
        if (fault instanceof IOException) {
            LOG.debug("= {} lost: {}", transport.remoteAddress(), fault.toString());
        } else {
            LOG.error("! {} failed: {} at {}", transport.remoteAddress(), SafeText.of(fault), StackTraces.of(fault));
        }
    }

    /** Checks this connection; called by the watchdog on every tick. */
    void check(long now) {
        if (writer.isWriting()) {
            deadline.postpone(services.timeouts().close());
            long limit = services.timeouts().write().toMillis();
            if (limit > 0 && writer.stuckFor(now) > limit) {
                writer.abort("a write made no progress");
            }
        } else if (deadline.hasPassed(now)) {
            LOG.debug("! {} aborted: out of time", transport.remoteAddress());
            writer.abort();
        }
        Running current = running;
        if (current != null) {
            current.loop().check(now, services.timeouts());
        }
    }

    /** The thread of a callback that has not returned for a while; null if no callback has run that long. */
    @Nullable
    Thread busyThread(long now) {
        Running current = running;
        return current == null ? null : current.loop().busyThread(now);
    }

    /** The connection's own thread; only if this is registered. */
    Thread thread() {
        return Objects.requireNonNull(thread);
    }

    /**
     * Begins to end the connection: a session gets the Close, a request is answered first, a silent connection is
     * aborted.
     */
    void goAway(CloseStatus status) {
        // Set before looking for the session: either this sees the session, or the session sees this.
        goingAway = status;
        // Read in this order: the session is set before the HTTP phase is cleared.
        HttpPhase before = httpPhase;
        Running current = running;
        if (current != null) {
            current.session().close(status);
        } else if (before == null || before.isAwaitingRequest()) {
            transport.abort();
        }
    }

    /** Ends the connection whatever its handler does. */
    void terminate() {
        terminated = true;
        Running current = running;
        writer.abort();
        if (current != null) {
            current.loop().interrupt();
        }
    }

    /** The session, if it belongs to this handler and is open. */
    @Nullable
    ServerSession sessionOf(String handlerId) {
        Running current = running;
        return current != null
                        && current.handlerId().equals(handlerId)
                        && current.session().isOpen()
                ? current.session()
                : null;
    }

    /** When the session last received or sent a message, in milliseconds of the clock; 0 if there is no session. */
    long touchedAt() {
        Running current = running;
        return current == null ? 0 : current.session().touchedAt();
    }

    /** Whether this connection pins a generation, so that it cannot end. */
    boolean isHeldBy(Generation generation) {
        return pin.isOn(generation);
    }

    /** Makes the session, if there is one, check whether it can move to another generation. */
    void lookForSuccessor() {
        Running current = running;
        if (current != null) {
            current.loop().lookForSuccessor();
        }
    }

    @Override
    public void closingBegun() {
        deadline.in(services.timeouts().close());
        Running current = running;
        if (current != null) {
            current.loop().closing();
        }
    }

    @Override
    public void abort() {
        writer.abort();
    }

    @Override
    public void sessionEnded() {
        Running current = running;
        if (current != null) {
            current.loop().ended();
            if (current.log() != null) {
                current.log().ended(current.session().closing());
            }
        }
    }

    @Override
    public long now() {
        return services.clock().millis();
    }

    private @Nullable SessionLoop negotiate() throws IOException {
        HttpPhase first = new HttpPhase(transport, writer, deadline, services, pin);
        httpPhase = first;
        HttpPhase.Upgrade upgrade = first.run();
        return upgrade == null ? null : start(upgrade);
    }

    private SessionLoop start(HttpPhase.Upgrade upgrade) {
        Optional<DeflateParameters> deflate = upgrade.deflate();
        ResumePositions resume = ResumePositions.of(upgrade.head().query()).orElse(null);
        FrameFactory frames = deflate.map(agreed -> services.compression().frames(agreed, resume != null))
                .orElse(FrameFactory.plain(resume != null));
        SessionLog log = SessionLog.open(upgrade.id(), upgrade.handshake(), upgrade.generation());
        UnaryOperator<OutgoingFrame> wire = wire(deflate);
        Outbox outbox = new Outbox(
                writer, Thread.currentThread(), services.outboxes(), log == null ? wire : log.watching(wire));
        ServerSession session = new ServerSession(
                upgrade.id(), upgrade.handshake(), new ServerSession.Sending(outbox, frames), this, resume);
        ServerProtocol protocol = new ServerProtocol(
                deflate.map(services.compression()::inflater), services.messageLimits(), services.arrays());
        protocol.receivedEarly(upgrade.early());
        InboundReader reader = new InboundReader(
                new InboundReader.Wiring(
                        transport, deadline, slice, services.outboxes().budget(), log),
                protocol,
                session);
        SessionLoop loop = new SessionLoop(session, pin, transport, reader, services.clock());
        running = new Running(upgrade.generation().id(), session, loop, log);
        writer.onAbort(session::end);
        httpPhase = null;
        CloseStatus away = goingAway;
        if (away != null) {
            session.close(away);
        }
        if (terminated) {
            loop.interrupt();
        }
        return loop;
    }

    /**
     * With context takeover each message refers to the one before it on the wire, so it is compressed when it is written.
     */
    private UnaryOperator<OutgoingFrame> wire(Optional<DeflateParameters> deflate) {
        return deflate.filter(MessageCompression::isStateful)
                .map(agreed -> new FrameFactory(services.compression().deflater(agreed), false))
                .<UnaryOperator<OutgoingFrame>>map(inOrder -> inOrder::compress)
                .orElse(FrameFactory.AS_IT_IS);
    }
}
