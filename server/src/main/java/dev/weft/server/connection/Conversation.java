package dev.weft.server.connection;

import dev.weft.server.config.Timeouts;
import dev.weft.server.net.Transport;
import dev.weft.server.plugin.Generation;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session from {@code onOpen} to {@code onClose}, on the connection's own virtual thread.
 *
 * <p>While callbacks return at once, this thread also reads. When the watchdog promotes the connection in the midst of a
 * callback, a second thread reads from then on, and this one takes its messages from the inbox.
 */
final class Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    /** Why 1 ms? A handler that takes longer gains nothing from one system call less, and its client waits. */
    private static final long CORK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Why 250 ms? Far above what a handler that does not block takes, far below what a person calls a delay. */
    private static final long PROMOTE_MILLIS = 250;

    /**
     * Why 150 ms? More than one tick of the watchdog, to which the clock is exact: whatever happens to run at a tick seems
     * to have begun a tick ago, and on a busy server something always runs.
     */
    private static final long BUSY_MILLIS = 150;

    /** Why 10 s? An operator wants to know of a handler that hangs, not of one that asks a database. */
    private static final long STUCK_MILLIS = 10_000;

    private final ServerSession session;
    private final Transport transport;
    private final Receiver receiver;
    private final CoarseClock clock;
    private final Thread thread = Thread.currentThread();
    private final Turn turn = new Turn();

    /** When the callback that runs now began, in milliseconds of the clock; 0 while none runs. */
    private volatile long callbackSince;

    private volatile boolean stuckLogged;

    /** Whose generation is called; the connection's own thread changes both, between two messages. */
    private final Hold hold;

    private GuardedHandler handler;

    /** The generation that would not have this session, so that it is not asked again. The own thread's alone. */
    private @Nullable Generation refusedBy;

    /** Whether a batch goes on, and when its first message was delivered. The connection's own thread's alone. */
    private boolean corking;

    private long batchStart;

    /** When the ping was sent that the peer has not answered; 0 if none was. The watchdog's alone. */
    private long pingedAt;

    Conversation(ServerSession session, Hold hold, Transport transport, Receiver receiver, CoarseClock clock) {
        this.session = session;
        this.hold = hold;
        this.handler = new GuardedHandler(hold.generation());
        this.transport = transport;
        this.receiver = receiver;
        this.clock = clock;
    }

    /** Runs the session to its end; on the connection's own thread. */
    void run() {
        boolean finished = false;
        try {
            session.onWaiting(this::promote);
            open();
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
            callbackSince = clock.millis();
            handler.closed(session, session.closing());
            callbackSince = 0;
            finished = true;
        } finally {
            if (!finished) {
                abandon();
            }
        }
    }

    /** A fault of ours: what the session holds is given back; the connection is about to be cut. */
    private void abandon() {
        Inbox inbox = turn.inbox();
        if (inbox == null) {
            receiver.abandon();
        } else {
            inbox.abandon().forEach(receiver::handled);
        }
    }

    private void open() {
        enterCallback();
        CloseStatus status = handler.opened(session);
        exitCallback();
        closeIf(status);
    }

    /** Between two messages: goes on with the generation that has taken the place of this session's, if it may. */
    private void moveOn() {
        Generation next = handler.generation().successor();
        while (next != null && next != refusedBy) {
            if (!session.isOpen() || !Crossing.isPossible(session, next)) {
                refusedBy = next;
            } else if (next.pin()) {
                moveTo(next);
            }
            // If it is on its way out already, there is another one by now.
            next = handler.generation().successor();
        }
    }

    private void moveTo(Generation pinned) {
        boolean taken = false;
        try {
            GuardedHandler fresh = new GuardedHandler(pinned);
            enterCallback();
            taken = fresh.takesOver(session);
            exitCallback();
            if (taken) {
                handler = fresh;
                hold.moveTo(pinned);
            } else {
                refusedBy = pinned;
            }
        } finally {
            if (!taken) {
                pinned.unpin();
            }
        }
    }

    /** Holds replies back while the next message is there already, but not behind a handler that takes its time. */
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
        enterCallback();
        CloseStatus status = handler.received(session, message);
        exitCallback();
        receiver.handled(message);
        closeIf(status);
    }

    private MessageSource source() {
        Inbox inbox = turn.inbox();
        return inbox == null ? receiver : inbox;
    }

    private void closeIf(@Nullable CloseStatus status) {
        if (status != null) {
            session.close(status);
        }
    }

    private void enterCallback() {
        stuckLogged = false;
        callbackSince = clock.millis();
        turn.enter();
    }

    private void exitCallback() {
        callbackSince = 0;
        turn.exit();
    }

    // What follows is called by the watchdog, or by a callback that is about to wait.

    /** Looks after the session: a callback that takes long, a peer that is silent. Never blocks. */
    void check(long now, Timeouts timeouts) {
        long since = callbackSince;
        if (since != 0) {
            checkCallback(now - since);
        }
        checkSilence(now, timeouts);
        if (receiver.messageFor(now) > orNever(timeouts.message())) {
            session.close(CloseStatus.POLICY_VIOLATION.because("message took too long"));
        }
        if (now - session.touchedAt() > orNever(timeouts.idle())) {
            session.close(CloseStatus.GOING_AWAY.because("idle"));
        }
    }

    /** The thread of a callback that has not returned for a while; it may run, or wait. */
    @Nullable
    Thread busyThread(long now) {
        long since = callbackSince;
        return since != 0 && now - since >= BUSY_MILLIS ? thread : null;
    }

    /** Has the session look whether it can move on, if it waits for a message; after a callback it does so by itself. */
    void nudge() {
        Inbox inbox = turn.inbox();
        if (inbox == null) {
            transport.nudge();
        } else {
            inbox.nudge();
        }
    }

    /** Interrupts a callback that does not return; when the server's patience is over. */
    void interrupt() {
        thread.interrupt();
    }

    private void promote() {
        Inbox inbox = turn.promote();
        if (inbox != null) {
            session.outbox().flushLater();
            Thread.ofVirtual().inheritInheritableThreadLocals(false).start(() -> fill(inbox));
        }
    }

    private void fill(Inbox inbox) {
        receiver.readFor(inbox);
        try {
            while (!receiver.hasEnded()) {
                Message message = receiver.next();
                if (message != null && !inbox.put(message)) {
                    receiver.handled(message);
                }
            }
        } finally {
            inbox.end();
        }
    }

    private void checkCallback(long busy) {
        if (busy >= PROMOTE_MILLIS) {
            promote();
        }
        if (busy >= STUCK_MILLIS && !stuckLogged) {
            stuckLogged = true;
            LOG.warn("% #{} handler has not returned for {} s: {}", session.id(), busy / 1000, Stack.of(thread));
        }
    }

    private void checkSilence(long now, Timeouts timeouts) {
        long silence = receiver.silentFor(now);
        if (silence <= orNever(timeouts.pingInterval())) {
            pingedAt = 0;
        } else if (pingedAt == 0) {
            pingedAt = now;
            session.outbox().ping();
        } else if (now - pingedAt > orNever(timeouts.pong())) {
            session.cut("no pong");
        }
    }

    private static long orNever(Duration timeout) {
        return timeout.isZero() ? Long.MAX_VALUE : timeout.toMillis();
    }
}
