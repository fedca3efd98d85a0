package dev.weft.server.session;

import dev.weft.server.config.Timeouts;
import dev.weft.server.log.LogThrottle;
import dev.weft.server.log.SafeText;
import dev.weft.server.log.StackTraces;
import dev.weft.server.net.Transport;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.unload.ThreadLocals;
import dev.weft.server.resource.CoarseClock;
import dev.weft.server.resource.VirtualThreads;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One session from {@code onOpen} to {@code onClose}, on the connection's own virtual thread.
 *
 * <p>While callbacks return at once, this thread also reads. When the watchdog promotes the connection during a
 * callback, a second thread reads from then on, and this one takes its messages from the inbox.
 */
public final class SessionLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SessionLoop.class);

    private static final LogThrottle STAYING = new LogThrottle(LOG);

    /** Why 1 ms? A handler that takes longer gains nothing from saving a system call, and its client waits. */
    private static final long CORK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Why 250 ms? Far longer than a handler that does not block takes, far shorter than what is called a delay. */
    private static final long PROMOTE_MILLIS = 250;

    /**
     * Why 150 ms? More than one tick of the watchdog, which is the resolution of the clock: a callback that happens to
     * run at a tick seems to have begun a tick ago, and on a busy server something always runs.
     */
    private static final long BUSY_MILLIS = 150;

    /** Why 10 s? An operator wants to know of a handler that hangs, not of one that asks a database. */
    private static final long STUCK_MILLIS = 10_000;

    private final ServerSession session;
    private final Transport transport;
    private final InboundReader reader;
    private final CoarseClock clock;
    private final Thread thread = Thread.currentThread();
    private final ReadOwnership ownership = new ReadOwnership();

    /** When the current callback began, in milliseconds of the clock; 0 while none runs. */
    private volatile long callbackSince;

    private volatile boolean stuckLogged;

    /** The generation to call; the connection's own thread changes both fields, between two messages. */
    private final GenerationPin pin;

    private HandlerInvoker handler;

    /** Whether the handler knows of the session. Used by the connection's own thread alone. */
    private boolean opened;

    /**
     * The generation that refused this session, so that it is not asked again. Used by the connection's own thread
     * alone.
     */
    private @Nullable Generation refusedBy;

    /**
     * Whether a batch is under way, and when its first message was delivered. Used by the connection's own thread
     * alone.
     */
    private boolean corking;

    private long batchStart;

    private final SessionLiveness liveness;

    /** Whether a thread was started to take over reading but has not yet done so. */
    private volatile boolean promoting;

    /** Prepares a session that has not begun; on the connection's own thread. */
    public SessionLoop(
            ServerSession session, GenerationPin pin, Transport transport, InboundReader reader, CoarseClock clock) {
        this.session = session;
        this.pin = pin;
        this.handler = new HandlerInvoker(pin.generation());
        this.transport = transport;
        this.reader = reader;
        this.clock = clock;
        this.liveness = new SessionLiveness(session, reader);
    }

    /** Runs the session to its end; on the connection's own virtual thread. */
    public void run() {
        try {
            session.onWaiting(this::promote);
            Message early = session.early(reader);
            open();
            if (early != null) {
                deliver(early);
            }
            converse();
        } finally {
            end();
        }
    }

    private void converse() {
        while (!source().hasEnded()) {
            moveOn();
            // Waits here, and not deeper: a parked thread keeps every frame of its stack.
            Message message = source().next();
            if (message != null) {
                moveOn();
                corkOrNot();
                deliver(message);
            }
        }
    }

    /**
     * Also called after a fault of ours: even if a step fails, the next one is taken, and the handler is told of the
     * end.
     */
    private void end() {
        try {
            if (ownership.inbox() == null) {
                reader.abandon();
            }
        } finally {
            try {
                session.end();
            } finally {
                try {
                    reader.close();
                } finally {
                    close();
                }
            }
        }
    }

    private void close() {
        if (opened) {
            callbackSince = clock.millis();
            handler.closed(session, session.closing());
            callbackSince = 0;
        }
    }

    private void open() {
        CloseStatus status;
        enterCallback();
        try {
            opened = true;
            status = handler.opened(session);
        } finally {
            exitCallback();
        }
        closeIf(status);
    }

    /** Between two messages: moves to the generation that has replaced this session's, if possible. */
    private void moveOn() {
        Generation next = handler.generation().successor();
        while (next != null && next != refusedBy) {
            String obstacle = session.isOpen() ? obstacleTo(next) : "it is closing";
            if (obstacle != null) {
                stay(next, obstacle);
            } else if (next.pin() && !moveTo(next)) {
                stay(next, "onHandOver did not accept it");
            }
            // If that one is ending already, it has a successor by now.
            next = handler.generation().successor();
        }
    }

    /** Timed and guarded like a callback: what the session carries may be the plugin's code. */
    private @Nullable String obstacleTo(Generation next) {
        enterCallback();
        try {
            return handler.handOverObstacle(session, next);
        } finally {
            exitCallback();
        }
    }

    private void stay(Generation next, String why) {
        refusedBy = next;
        STAYING.log(
                Level.INFO,
                "session not handed over",
                () -> "% #" + session.id() + " does not move to " + next + ": " + why);
    }

    /** Returns whether the handler of the other generation has taken the session. */
    private boolean moveTo(Generation pinned) {
        boolean taken = false;
        ThreadLocals.@Nullable Aside older = null;
        try {
            // This thread lives as long as the session: thread-locals left by older callbacks would keep their classes
            // loaded.
            older = ThreadLocals.setAside();
            HandlerInvoker fresh = new HandlerInvoker(pinned);
            enterCallback();
            taken = fresh.takesOver(session);
            if (taken) {
                handler = fresh;
                pin.moveTo(pinned);
            }
        } finally {
            exitCallback();
            if (!taken) {
                refusedBy = pinned;
                pinned.unpin();
                if (older != null) {
                    older.restore();
                }
            }
        }
        return taken;
    }

    /** Holds replies back while the next message is available already, but not behind a slow handler. */
    private void corkOrNot() {
        if (!source().hasNext()) {
            session.outbox().uncork();
            corking = false;
        } else if (!corking) {
            corking = true;
            batchStart = clock.nanos();
            session.outbox().cork();
        } else if (clock.nanos() - batchStart > CORK_NANOS) {
            session.outbox().uncork();
            session.outbox().flush();
        }
    }

    private void deliver(Message message) {
        CloseStatus status = null;
        enterCallback();
        try {
            Message meant = session.meant(message);
            if (meant != null) {
                status = handler.received(session, meant);
            }
        } finally {
            exitCallback();
            reader.handled(message);
        }
        closeIf(status);
    }

    private MessageSource source() {
        Inbox inbox = ownership.inbox();
        return inbox == null ? reader : inbox;
    }

    private void closeIf(@Nullable CloseStatus status) {
        if (status != null) {
            session.close(status);
        }
    }

    private void enterCallback() {
        stuckLogged = false;
        callbackSince = clock.millis();
        ownership.enter();
    }

    private void exitCallback() {
        callbackSince = 0;
        ownership.exit();
    }

    // The following methods are called by the watchdog, or by a callback that is about to wait.

    /** Checks the session for a slow callback or a silent peer. Never blocks. */
    public void check(long now, Timeouts timeouts) {
        long since = callbackSince;
        if (since != 0) {
            checkCallback(now - since);
        }
        liveness.check(now, timeouts);
        if (reader.messageFor(now) > orNever(timeouts.message())) {
            session.closeLater(CloseStatus.POLICY_VIOLATION.because("message took too long"));
        }
        if (now - session.touchedAt() > orNever(timeouts.idle())) {
            session.closeLater(CloseStatus.GOING_AWAY.because("idle"));
        }
    }

    /** The thread of a callback that has not returned for a while; it may be running or waiting. */
    @Nullable
    public Thread busyThread(long now) {
        long since = callbackSince;
        return since != 0 && now - since >= BUSY_MILLIS ? thread : null;
    }

    /**
     * Wakes a session that waits for a message, so that it checks for a successor; it does so anyway after each
     * callback.
     */
    public void lookForSuccessor() {
        Inbox inbox = ownership.inbox();
        if (inbox == null) {
            transport.wakeReader();
        } else {
            inbox.wake();
        }
    }

    /** Interrupts a callback that has not returned by the end of the server's patience. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * Called when the closing handshake has begun: messages received from now on are dropped, so the reader need not
     * wait for room.
     */
    public void closing() {
        Inbox inbox = ownership.inbox();
        if (inbox != null) {
            inbox.close();
        }
    }

    /** Called when the session has ended; it waits neither for its reader nor for its own thread. */
    public void ended() {
        Inbox inbox = ownership.inbox();
        if (inbox != null) {
            inbox.end();
        }
    }

    /** Starts a second thread, which takes over reading itself once it runs: until then nothing has changed. */
    private void promote() {
        if (!promoting && ownership.isCalling()) {
            promoting = true;
            boolean started = false;
            try {
                VirtualThreads.start(this::readAlongside);
                started = true;
            } finally {
                promoting = started;
            }
        }
    }

    private void readAlongside() {
        try {
            Inbox inbox = ownership.promote();
            if (inbox != null) {
                readFor(inbox);
            }
        } catch (RuntimeException | Error fault) {
            LOG.error("! #{} reader failed: {} at {}", session.id(), SafeText.of(fault), StackTraces.of(fault));
        } finally {
            promoting = false;
        }
    }

    private void readFor(Inbox inbox) {
        try {
            session.outbox().flushLater();
            reader.fill(inbox);
        } finally {
            try {
                reader.abandon();
            } finally {
                inbox.end();
            }
        }
    }

    private void checkCallback(long busy) {
        if (busy >= PROMOTE_MILLIS) {
            promote();
        }
        if (busy >= STUCK_MILLIS && !stuckLogged) {
            stuckLogged = true;
            LOG.warn("% #{} handler has not returned for {} s: {}", session.id(), busy / 1000, StackTraces.of(thread));
        }
    }

    private static long orNever(Duration timeout) {
        return timeout.isZero() ? Long.MAX_VALUE : timeout.toMillis();
    }
}
