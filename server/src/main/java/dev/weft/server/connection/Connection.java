package dev.weft.server.connection;

import dev.weft.engine.deflate.DeflateParameters;
import dev.weft.engine.session.ServerProtocol;
import dev.weft.server.log.SafeText;
import dev.weft.server.net.Transport;
import dev.weft.server.plugin.Generation;
import dev.weft.spi.CloseStatus;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket and its virtual thread, from accept to the end. */
final class Connection implements Runnable, ServerSession.Below {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** A session and who leads it, once the opening handshake is complete. */
    private record Open(String handlerId, ServerSession session, Conversation conversation) {}

    private final Transport transport;
    private final Services services;
    private final Runnable ended;
    private final Deadline deadline;
    private final Pace pace;
    private final SocketWriter writer;
    private final Hold hold = new Hold();

    /** What leads to the session; null before, and again when the session is there. */
    private volatile @Nullable Opening opening;

    private volatile @Nullable Open open;

    /** What a session that is not there yet is closed with as soon as it is; null if it may begin. */
    private volatile @Nullable CloseStatus goingAway;

    private volatile boolean aborted;

    /** Where the registry keeps this; the registry's own. */
    int slot = ConnectionRegistry.NOWHERE;

    Connection(Transport transport, Services services, Runnable ended) {
        this.transport = transport;
        this.services = services;
        this.ended = ended;
        this.deadline = new Deadline(services.clock());
        this.pace = new Pace(transport, services.clock());
        this.writer = new SocketWriter(transport, services.clock(), pace);
    }

    @Override
    public void run() {
        Throwable fault = null;
        try {
            services.registry().add(this);
            if (services.registry().isStopping()) {
                // Whoever stops may have looked round before this one came, and nobody would cut it if it is silent.
                return;
            }
            pace.begin();
            Conversation conversation = open();
            if (conversation != null) {
                conversation.run();
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

    /** Gives back all that it holds; each step is taken whatever becomes of the one before, and none allocates. */
    private void release() {
        try {
            transport.cut();
        } finally {
            try {
                services.registry().remove(this);
            } finally {
                try {
                    hold.letGo();
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
            LOG.error("! {} failed: {} at {}", transport.remoteAddress(), SafeText.of(fault), Stack.of(fault));
        }
    }

    /** Looks after this connection; the watchdog calls it on every tick. */
    void check(long now) {
        if (writer.isWriting()) {
            deadline.postpone(services.timeouts().close());
            long limit = services.timeouts().write().toMillis();
            if (limit > 0 && writer.stuckFor(now) > limit) {
                writer.cut("a write made no progress");
            }
        } else if (deadline.hasPassed(now)) {
            LOG.debug("! {} cut: out of time", transport.remoteAddress());
            writer.cut();
        }
        Open current = open;
        if (current != null) {
            current.conversation().check(now, services.timeouts());
        }
    }

    /** The thread of a callback that has not returned for a while; null if there is none. */
    @Nullable
    Thread busyThread(long now) {
        Open current = open;
        return current == null ? null : current.conversation().busyThread(now);
    }

    /** Says goodbye: a session gets the Close, a request is answered first, silence is cut. */
    void goAway(CloseStatus status) {
        // Before it is looked for: either this sees the session, or the session sees this.
        goingAway = status;
        // In this order: the one is set before the other is taken away.
        Opening before = opening;
        Open current = open;
        if (current != null) {
            current.session().close(status);
        } else if (before == null || before.isAwaitingRequest()) {
            transport.cut();
        }
    }

    /** Ends it whatever its handler does. */
    void abort() {
        aborted = true;
        Open current = open;
        writer.cut();
        if (current != null) {
            current.conversation().interrupt();
        }
    }

    /** The session, if it belongs to this handler and can be sent to. */
    @Nullable
    ServerSession sessionOf(String handlerId) {
        Open current = open;
        return current != null
                        && current.handlerId().equals(handlerId)
                        && current.session().isOpen()
                ? current.session()
                : null;
    }

    /** Whether a generation cannot end before this connection lets go of it. */
    boolean isHeldBy(Generation generation) {
        return hold.isOn(generation);
    }

    /** Has the session, if there is one, look whether it can move on to another generation. */
    void nudge() {
        Open current = open;
        if (current != null) {
            current.conversation().nudge();
        }
    }

    @Override
    public void begun() {
        deadline.in(services.timeouts().close());
        Open current = open;
        if (current != null) {
            current.conversation().closing();
        }
    }

    @Override
    public void cut() {
        writer.cut();
    }

    @Override
    public void ended() {
        Open current = open;
        if (current != null) {
            current.conversation().ended();
        }
    }

    @Override
    public long now() {
        return services.clock().millis();
    }

    private @Nullable Conversation open() throws IOException {
        Opening first = new Opening(transport, writer, deadline, services, hold);
        opening = first;
        Opening.Opened opened = first.run();
        return opened == null ? null : open(opened);
    }

    private Conversation open(Opening.Opened opened) {
        ServerHandshake handshake = new ServerHandshake(
                opened.head().path(),
                opened.head().query(),
                opened.head().fields(),
                opened.accepted().subprotocol().orElse(null),
                opened.client());
        Optional<DeflateParameters> deflate = opened.deflate();
        FrameMaker frames = deflate.map(
                        agreed -> new FrameMaker(services.compression().deflater(agreed)))
                .orElse(FrameMaker.PLAIN);
        // With context takeover each message refers to the one before on the wire, so it is compressed when it gets
        // there.
        boolean inOrder = deflate.filter(Compression::isStateful).isPresent();
        Outbox outbox = new Outbox(
                writer, Thread.currentThread(), services.outboxes(), inOrder ? frames::compress : FrameMaker.AS_IT_IS);
        ServerSession session =
                new ServerSession(opened.id(), handshake, outbox, inOrder ? FrameMaker.PLAIN : frames, this);
        ServerProtocol protocol = new ServerProtocol(
                deflate.map(services.compression()::inflater), services.messageLimits(), services.arrays());
        protocol.receivedEarly(opened.early());
        Receiver receiver = new Receiver(
                new Receiver.Line(transport, deadline, pace, services.outboxes().budget()), protocol, session);
        Conversation conversation = new Conversation(session, hold, transport, receiver, services.clock());
        open = new Open(opened.generation().id(), session, conversation);
        writer.onCut(session::end);
        opening = null;
        CloseStatus away = goingAway;
        if (away != null) {
            session.close(away);
        }
        if (aborted) {
            conversation.interrupt();
        }
        return conversation;
    }
}
