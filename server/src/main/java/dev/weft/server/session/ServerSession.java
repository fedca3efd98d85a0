package dev.weft.server.session;

import dev.weft.engine.frame.ClosePayload;
import dev.weft.server.log.LogThrottle;
import dev.weft.server.outbound.FrameFactory;
import dev.weft.server.outbound.Outbox;
import dev.weft.server.outbound.Overflow;
import dev.weft.server.outbound.SendOutcome;
import dev.weft.server.outbound.SharedFrames;
import dev.weft.server.resource.VirtualThreads;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handshake;
import dev.weft.spi.Message;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A handler's view of a connection. Thread-safe. */
public final class ServerSession implements Session {

    private static final LogThrottle LOG = new LogThrottle(LoggerFactory.getLogger(ServerSession.class));

    static final CloseStatus NO_MEMORY = CloseStatus.TRY_AGAIN_LATER.because("server is short of memory");

    private static final CloseStatus TOO_SLOW = CloseStatus.TRY_AGAIN_LATER.because("reads too slowly");

    /** What a session needs from its connection. */
    public interface ConnectionControl {

        /** Called when the closing handshake has begun, which must now end in time. */
        void closingBegun();

        /** Ends the connection at once. */
        void abort();

        /**
         * Called when the session has ended, to tell a thread that reads or waits for its messages, if there is one.
         */
        default void sessionEnded() {}

        /** The time, in milliseconds of the coarse clock. */
        long now();
    }

    private final long id;
    private final Handshake handshake;
    private final Outbox outbox;
    private final ConnectionControl control;
    private final FrameFactory frames;
    private final SessionLifecycle lifecycle = new SessionLifecycle();

    /** What the client had seen when it came back; null if it does not understand marks. */
    private final @Nullable ResumePositions resume;

    private volatile @Nullable Object attachment;

    /** What another part of the server keeps with the session; set once. */
    private volatile @Nullable Companion companion;

    /** When a data message was last received or sent, in milliseconds of the coarse clock. */
    private volatile long touchedAt;

    /** Called when a thread waits for the end of this session: set once, before the first callback. */
    private volatile Runnable onWaiting = () -> {};

    /** What another part of the server keeps with a session. */
    public interface Companion {

        /** Called once when the session has ended. */
        void sessionEnded();
    }

    /** How a session's messages become frames. */
    public record Sending(Outbox outbox, FrameFactory frames) {}

    /** Makes a session whose opening handshake is complete, of a client that does not understand marks. */
    public ServerSession(long id, Handshake handshake, Outbox outbox, FrameFactory frames, ConnectionControl control) {
        this(id, handshake, new Sending(outbox, frames), control, null);
    }

    /**
     * Makes a session whose opening handshake is complete.
     *
     * @param resume what the client had seen when it came back; null if it does not understand marks
     */
    public ServerSession(
            long id,
            Handshake handshake,
            Sending sending,
            ConnectionControl control,
            @Nullable ResumePositions resume) {
        this.id = id;
        this.handshake = handshake;
        this.outbox = sending.outbox();
        this.frames = sending.frames();
        this.control = control;
        this.resume = resume;
        touch();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public boolean isOpen() {
        return outbox.isOpen();
    }

    @Override
    public void send(Message message) {
        if (!isAccepted(outbox.send(frames.frame(message)))) {
            throw new SessionClosedException(id);
        }
    }

    @Override
    public boolean offer(Message message) {
        return isAccepted(outbox.offer(frames.frame(message)));
    }

    /**
     * Sends messages that other sessions get, too; waits for room.
     *
     * @throws SessionClosedException if the session is not open, or ends while this waits
     */
    public void send(SharedFrames messages) {
        if (!isAccepted(outbox.send(messages.packet(frames)))) {
            throw new SessionClosedException(id);
        }
    }

    /** Queues messages that other sessions get, too, without blocking; false if the session is given up or not open. */
    public boolean offer(SharedFrames messages, Overflow overflow) {
        return isAccepted(outbox.offer(messages.packet(frames), overflow));
    }

    /** Sends a mark, if the client understands marks. */
    public void sendMark(Supplier<String> mark) {
        if (resume != null && !isAccepted(outbox.send(SharedFrames.text(mark.get())))) {
            throw new SessionClosedException(id);
        }
    }

    /** What the client had seen when it came back; null if it does not understand marks. */
    public @Nullable ResumePositions resume() {
        return resume;
    }

    /** The message as the client means it, if it understands marks; null if it is for the server. */
    @Nullable
    Message meant(Message received) {
        return resume == null ? received : resume.meant(received);
    }

    /**
     * Reads the client's first message if it tells what the client has seen, which must be known before the handler
     * subscribes the session. Returns it if it tells nothing.
     */
    @Nullable
    Message early(InboundReader reader) {
        return resume == null ? null : resume.readFrom(reader);
    }

    /** What another part of the server keeps with this session; null if nothing is kept. */
    public @Nullable Companion companion() {
        return companion;
    }

    /** Keeps it; the caller makes sure that there is none yet, and looks whether the session has ended. */
    public void accompany(Companion with) {
        companion = with;
    }

    /** Closes the session because it cannot be served any more for lack of memory; never throws. */
    public void giveUp() {
        try {
            giveUp(NO_MEMORY);
        } catch (RuntimeException | Error notEvenForThat) {
            abortQuietly();
        }
    }

    /** Closes the session because its client reads more slowly than it may; for those who send without waiting. */
    public void giveUpAsSlow() {
        giveUp(TOO_SLOW);
    }

    private void abortQuietly() {
        try {
            control.abort();
        } catch (RuntimeException | Error again) {
            // The watchdog ends the connection when its closing handshake takes too long.
        }
    }

    private boolean isAccepted(SendOutcome outcome) {
        switch (outcome) {
            case ACCEPTED -> touch();
            case TOO_SLOW -> giveUpAsSlow();
            case NO_MEMORY -> giveUp(NO_MEMORY);
            case DROPPED, CLOSED -> {}
        }
        return outcome == SendOutcome.ACCEPTED;
    }

    private void giveUp(CloseStatus status) {
        LOG.log(Level.INFO, "peer given up", () -> "! #" + id + " " + status.code() + " " + status.reason());
        close(status);
        // Another thread may have begun to close it, and not sent the Close yet: nothing may be accepted until then.
        CloseStatus first = closing();
        if (first.isSendable()) {
            sendClose(first);
        }
    }

    @Override
    public void close(CloseStatus status) {
        if (!status.isSendable()) {
            throw new IllegalArgumentException("close code " + status.code() + " is never sent");
        }
        if (beginClosing(status)) {
            sendClose(status);
        }
    }

    private void sendClose(CloseStatus status) {
        outbox.close(new ClosePayload(status.code(), status.reason()).encode());
    }

    @Override
    public <T> Optional<T> attachment(Class<T> type) {
        return Optional.ofNullable(type.cast(attachment));
    }

    @Override
    public void attach(Object newAttachment) {
        attachment = newAttachment;
    }

    @Override
    public String toString() {
        return "session " + id;
    }

    // The following methods are the server's side of the session.

    Outbox outbox() {
        return outbox;
    }

    /** Closes the session on another thread; for the watchdog, which waits for no lock. */
    void closeLater(CloseStatus status) {
        if (beginClosing(status)) {
            VirtualThreads.start(() -> sendClose(status));
        }
    }

    /** Called when a data message was received or sent. */
    void touch() {
        touchedAt = millis();
    }

    /** The time, in milliseconds of the coarse clock. */
    long millis() {
        return control.now();
    }

    /** When a data message was last received or sent, in milliseconds of the coarse clock. */
    public long touchedAt() {
        return touchedAt;
    }

    void onWaiting(Runnable promote) {
        onWaiting = promote;
    }

    /**
     * Records the first reason to close, and sets the deadline of the closing handshake. True if this was the first.
     */
    boolean beginClosing(CloseStatus status) {
        boolean first = lifecycle.close(status);
        if (first) {
            control.closingBegun();
        }
        return first;
    }

    /** Called when the closing handshake is over: from now on the status stays, however the connection ends. */
    void complete() {
        lifecycle.complete();
    }

    /** Ends the connection at once, because its peer does not answer. */
    void abort(String why) {
        try {
            LOG.log(Level.INFO, "connection aborted", () -> "! #" + id + " aborted: " + why);
        } finally {
            control.abort();
        }
    }

    /** Why the session is closing; 1006 if no reason was given, or the connection was lost first. */
    public CloseStatus closing() {
        return lifecycle.status();
    }

    /** Whether the session has ended, so that nothing can be sent or received any more. */
    public boolean hasEnded() {
        return lifecycle.hasEnded();
    }

    private void endCompanion() {
        Companion with = companion;
        if (with != null) {
            with.sessionEnded();
        }
    }

    /**
     * Ends the session, once, from any thread: senders, the reader, and every thread that waits for something through
     * the server are released, even if releasing another of them fails.
     */
    public void end() {
        if (!lifecycle.end()) {
            return;
        }
        try {
            outbox.fail();
        } finally {
            try {
                control.sessionEnded();
            } finally {
                try {
                    lifecycle.tellListeners();
                } finally {
                    endCompanion();
                }
            }
        }
        logDropped();
    }

    private void logDropped() {
        int dropped = outbox.dropped();
        if (dropped > 0) {
            LOG.log(
                    Level.INFO,
                    "messages dropped",
                    () -> "= #" + id + " read too slowly, " + dropped + " messages dropped");
        }
    }

    /**
     * Runs a task when the session ends, or at once if it has. The caller is about to wait, so if this is called from a
     * callback, another thread begins to watch the socket.
     *
     * @return removes the task again when closed
     */
    public AutoCloseable onEnd(Runnable then) {
        lifecycle.onEnd(then);
        if (!lifecycle.hasEnded()) {
            onWaiting.run();
        }
        return () -> lifecycle.forget(then);
    }

    /** Whether a thread waits for the end of this session. */
    boolean isAwaited() {
        return lifecycle.isAwaited();
    }
}
