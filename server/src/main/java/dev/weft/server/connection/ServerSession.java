package dev.weft.server.connection;

import dev.weft.engine.frame.ClosePayload;
import dev.weft.server.log.LogThrottle;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handshake;
import dev.weft.spi.Message;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What a handler holds of a connection. Thread-safe. */
final class ServerSession implements Session {

    private static final LogThrottle LOG = new LogThrottle(LoggerFactory.getLogger(ServerSession.class));

    static final CloseStatus NO_MEMORY = CloseStatus.TRY_AGAIN_LATER.because("server is short of memory");

    private static final CloseStatus TOO_SLOW = CloseStatus.TRY_AGAIN_LATER.because("reads too slowly");

    /** What a session asks of the connection below it. */
    interface Below {

        /** The closing handshake has begun, and must be over in time. */
        void begun();

        /** Ends the connection at once. */
        void cut();

        /** The time, in milliseconds of the coarse clock. */
        long now();
    }

    /** What happened to the session, and who wants to know when it has ended. */
    private record Progress(@Nullable CloseStatus closing, boolean ended, List<Runnable> listeners) {
        static final Progress BEGINNING = new Progress(null, false, List.of());
    }

    private final long id;
    private final Handshake handshake;
    private final Outbox outbox;
    private final Below below;
    private final FrameMaker frames;
    private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.BEGINNING);

    private volatile @Nullable Object attachment;

    /** When a data message last came or went, in milliseconds of the coarse clock. */
    private volatile long touchedAt;

    /** Called when somebody waits for the end of this session: set once, before the first callback. */
    private volatile Runnable onWaiting = () -> {};

    ServerSession(long id, Handshake handshake, Outbox outbox, FrameMaker frames, Below below) {
        this.id = id;
        this.handshake = handshake;
        this.outbox = outbox;
        this.frames = frames;
        this.below = below;
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

    private boolean isAccepted(Sending outcome) {
        switch (outcome) {
            case ACCEPTED -> touch();
            case TOO_SLOW -> giveUp(TOO_SLOW);
            case NO_MEMORY -> giveUp(NO_MEMORY);
            case DROPPED, CLOSED -> {}
        }
        return outcome == Sending.ACCEPTED;
    }

    private void giveUp(CloseStatus status) {
        LOG.log(Level.INFO, "peer given up", () -> "! #" + id + " " + status.code() + " " + status.reason());
        close(status);
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

    // What follows is the server's side of it.

    Outbox outbox() {
        return outbox;
    }

    /** Closes it on another thread; for the watchdog, which waits for no lock. */
    void closeLater(CloseStatus status) {
        if (beginClosing(status)) {
            Thread.ofVirtual().inheritInheritableThreadLocals(false).start(() -> sendClose(status));
        }
    }

    /** A data message came or went. */
    void touch() {
        touchedAt = millis();
    }

    /** The time, in milliseconds of the coarse clock. */
    long millis() {
        return below.now();
    }

    long touchedAt() {
        return touchedAt;
    }

    void onWaiting(Runnable promote) {
        onWaiting = promote;
    }

    /** Takes the first reason to close, and gives the closing handshake its deadline. True if this was the first. */
    boolean beginClosing(CloseStatus status) {
        while (true) {
            Progress now = now();
            if (now.closing() != null) {
                return false;
            }
            if (progress.compareAndSet(now, new Progress(status, now.ended(), now.listeners()))) {
                below.begun();
                return true;
            }
        }
    }

    /** Ends the connection at once, because its peer does not answer; the reader then finds it lost. */
    void cut(String why) {
        LOG.log(Level.INFO, "peer cut", () -> "! #" + id + " cut: " + why);
        below.cut();
    }

    /** The connection ended without the peer's Close, whatever this side had begun. */
    void lost() {
        progress.updateAndGet(now -> new Progress(CloseStatus.ABNORMAL, now.ended(), now.listeners()));
    }

    /** Why the session is closing; 1006 if nobody said. */
    CloseStatus closing() {
        CloseStatus status = now().closing();
        return status == null ? CloseStatus.ABNORMAL : status;
    }

    /** Ends the session: senders and all who wait for something through the server are released. */
    void end() {
        outbox.fail();
        int dropped = outbox.dropped();
        if (dropped > 0) {
            LOG.log(
                    Level.INFO,
                    "messages dropped",
                    () -> "= #" + id + " read too slowly, " + dropped + " messages dropped");
        }
        Progress before = progress.getAndUpdate(now -> new Progress(now.closing(), true, List.of()));
        before.listeners().forEach(Runnable::run);
    }

    /**
     * Runs something when the session ends, at once if it has. Somebody is about to wait, so another thread begins to
     * watch the socket if this is called from a callback.
     *
     * @return takes the wish back
     */
    AutoCloseable onEnd(Runnable then) {
        Progress before = progress.getAndUpdate(now -> now.ended() ? now : with(now, then));
        if (before.ended()) {
            then.run();
        } else {
            onWaiting.run();
        }
        return () -> progress.updateAndGet(now -> without(now, then));
    }

    /** Whether somebody waits for the end of this session. */
    boolean isAwaited() {
        return !now().listeners().isEmpty();
    }

    private Progress now() {
        return Objects.requireNonNull(progress.get());
    }

    private static Progress with(Progress now, Runnable then) {
        List<Runnable> more = new ArrayList<>(now.listeners());
        more.add(then);
        return new Progress(now.closing(), false, List.copyOf(more));
    }

    private static Progress without(Progress now, Runnable then) {
        List<Runnable> fewer = new ArrayList<>(now.listeners());
        fewer.remove(then);
        return new Progress(now.closing(), now.ended(), List.copyOf(fewer));
    }
}
