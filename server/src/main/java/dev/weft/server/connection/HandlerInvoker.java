package dev.weft.server.connection;

import dev.weft.server.log.LogThrottle;
import dev.weft.server.log.SafeText;
import dev.weft.server.plugin.Generation;
import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A handler as the server calls it: with the plugin's context class loader, and with every Throwable turned into a close
 * status. Nothing of a plugin's exception is kept but text: an object would keep its class loader alive.
 *
 * <p>What is thrown may be of the plugin's own class, and so is the code of its methods: it is looked at inside the guard
 * as well. No method here throws, whatever the plugin does and however little memory there is.
 */
final class HandlerInvoker {

    private static final LogThrottle LOG = new LogThrottle(LoggerFactory.getLogger("weft.handler"));

    /**
     * Never the exception's own text, which may hold what is no peer's business. Made before it is needed, because there
     * may be no memory for one with an incident number.
     */
    private static final CloseStatus FAILURE = CloseStatus.INTERNAL_ERROR.because("internal error");

    private final Generation generation;
    private final MessageHandler handler;
    private final ClassLoader loader;

    /** Guards a generation that the caller holds. */
    HandlerInvoker(Generation generation) {
        this.generation = generation;
        this.handler = generation.handler();
        this.loader = generation.loader();
    }

    Generation generation() {
        return generation;
    }

    // Below, one try for each callback and no lambda: with no memory left, onClose is called all the same. Catching
    // Throwable is the purpose: a plugin's StackOverflowError or AssertionError is its session's end, not ours.

    /** Looks at what the session carries, which may be the plugin's own collections; whether it can go on with another. */
    boolean canHandOver(Session session, Generation next) {
        enter();
        return HandOverCheck.isPossible(session, next);
    }

    /** Calls {@code onHandOver}; whether the handler takes the session. */
    boolean takesOver(Session session) {
        enter();
        try {
            boolean taken = handler.onHandOver(session);
            generation.succeeded(Generation.Callback.HAND_OVER);
            return taken;
        } catch (Throwable thrown) {
            statusFor(Generation.Callback.HAND_OVER, session, thrown);
            return false;
        }
    }

    /** Calls {@code onOpen}; what the session must be closed with, or null. */
    @Nullable
    CloseStatus opened(Session session) {
        enter();
        try {
            handler.onOpen(session);
            generation.succeeded(Generation.Callback.OPEN);
            return null;
        } catch (Throwable thrown) {
            return statusFor(Generation.Callback.OPEN, session, thrown);
        }
    }

    /** Calls {@code onMessage}; what the session must be closed with, or null. */
    @Nullable
    CloseStatus received(Session session, Message message) {
        enter();
        try {
            handler.onMessage(session, message);
            generation.succeeded(Generation.Callback.MESSAGE);
            return null;
        } catch (Throwable thrown) {
            return statusFor(Generation.Callback.MESSAGE, session, thrown);
        }
    }

    /** Calls {@code onClose}. */
    void closed(Session session, CloseStatus status) {
        enter();
        try {
            handler.onClose(session, status);
            generation.succeeded(Generation.Callback.CLOSE);
        } catch (Throwable thrown) {
            statusFor(Generation.Callback.CLOSE, session, thrown);
        }
    }

    private void enter() {
        Thread.currentThread().setContextClassLoader(loader);
    }

    /** What follows from what was thrown; null for nothing. */
    private @Nullable CloseStatus statusFor(Generation.Callback callback, Session session, Throwable thrown) {
        try {
            return switch (thrown) {
                case CloseException wanted -> {
                    CloseStatus chosen = chosenBy(wanted);
                    yield chosen == null ? failure(session, wanted) : chosen;
                }
                case SessionClosedException gone -> isOf(session, gone) ? null : failure(session, gone);
                case InterruptedException stopping -> CloseStatus.GOING_AWAY;
                case OutOfMemoryError exhausted -> {
                    generation.ranOutOfMemory();
                    yield failure(session, exhausted);
                }
                case LinkageError broken -> {
                    CloseStatus status = failure(session, broken);
                    generation.linkageFailed(callback, SafeText.of(broken));
                    yield status;
                }
                default -> failure(session, thrown);
            };
        } catch (Throwable worse) {
            // No memory for a moment.
            return FAILURE;
        }
    }

    /** Whether it tells the end of just this session; not if its own subclass does not answer. */
    private static boolean isOf(Session session, SessionClosedException gone) {
        try {
            return gone.sessionId() == session.id();
        } catch (Throwable fromItsOwnMethod) {
            return false;
        }
    }

    /** The status that the plugin wants; null if its own subclass answers none that may be sent. */
    private static @Nullable CloseStatus chosenBy(CloseException exception) {
        try {
            CloseStatus status = exception.status();
            return status != null && status.isSendable() ? status : null;
        } catch (Throwable fromItsOwnMethod) {
            return null;
        }
    }

    /** Logs what was thrown; the peer gets the incident's number, by which the line is found, if there is a line. */
    private CloseStatus failure(Session session, Throwable thrown) {
        String incident = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        boolean logged = LOG.log(
                Level.ERROR,
                "handler failed",
                () -> "! #" + session.id() + " " + generation.id() + ": incident " + incident + ": "
                        + SafeText.of(thrown) + " at " + StackTraces.of(thrown));
        return logged ? CloseStatus.INTERNAL_ERROR.because("internal error, incident " + incident) : FAILURE;
    }
}
