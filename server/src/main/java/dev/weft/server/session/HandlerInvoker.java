package dev.weft.server.session;

import dev.weft.server.log.LogThrottle;
import dev.weft.server.log.SafeText;
import dev.weft.server.log.StackTraces;
import dev.weft.server.plugin.deploy.Generation;
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
 * Calls a handler with the plugin's context class loader, and turns every Throwable into a close status. Only the text
 * of a plugin's exception is kept: an object would keep its class loader alive.
 *
 * <p>An exception may be of a class of the plugin's, whose methods are the plugin's code: it is examined inside the
 * guard as well. No method here throws, whatever the plugin does and however little memory there is.
 */
final class HandlerInvoker {

    private static final LogThrottle LOG = new LogThrottle(LoggerFactory.getLogger("weft.handler"));

    /**
     * Never the exception's own text, which may contain what the peer should not see. Made in advance, because there
     * may be no memory for one with an incident number.
     */
    private static final CloseStatus FAILURE = CloseStatus.INTERNAL_ERROR.because("internal error");

    private final Generation generation;
    private final MessageHandler handler;
    private final ClassLoader loader;

    /** Guards a generation that the caller pins. */
    HandlerInvoker(Generation generation) {
        this.generation = generation;
        this.handler = generation.handler();
        this.loader = generation.loader();
    }

    Generation generation() {
        return generation;
    }

    // Below, each callback has its own try, and no lambda: even with no memory left, onClose is called. Catching
    // Throwable is the purpose: a plugin's StackOverflowError or AssertionError ends its session, not the server.

    /**
     * What prevents the session from continuing with another generation, or null; this examines its attachment, which may
     * be a collection of the plugin's own.
     */
    @Nullable
    String handOverObstacle(Session session, Generation next) {
        enter();
        return HandOverCheck.obstacle(session, next);
    }

    /** Calls {@code onHandOver}; returns whether the handler takes the session. */
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

    /** Calls {@code onOpen}; returns the status to close the session with, or null. */
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

    /** Calls {@code onMessage}; returns the status to close the session with, or null. */
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

    /** The status to close with after this exception; null if the session need not be closed. */
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
                    String noFaultOfTheJar = BrokenClass.explain(broken, loader);
                    if (noFaultOfTheJar == null) {
                        generation.linkageFailed(callback, SafeText.of(broken));
                    } else {
                        generation.lacksClass(noFaultOfTheJar);
                    }
                    yield status;
                }
                default -> failure(session, thrown);
            };
        } catch (Throwable worse) {
            // Temporarily out of memory.
            return FAILURE;
        }
    }

    /** Whether the exception reports the end of this very session; false if the exception itself fails to tell. */
    private static boolean isOf(Session session, SessionClosedException gone) {
        try {
            return gone.sessionId() == session.id();
        } catch (Throwable fromItsOwnMethod) {
            return false;
        }
    }

    /** The status that the plugin chose; null if its own subclass returns none that may be sent. */
    private static @Nullable CloseStatus chosenBy(CloseException exception) {
        try {
            CloseStatus status = exception.status();
            return status != null && status.isSendable() ? status : null;
        } catch (Throwable fromItsOwnMethod) {
            return null;
        }
    }

    /** Logs what was thrown; the peer gets the incident number, by which the line, if any, can be found. */
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
