package dev.weft.server.connection;

import dev.weft.server.log.LogThrottle;
import dev.weft.server.plugin.Generation;
import dev.weft.server.plugin.Generation.Callback;
import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A handler as the server calls it: with the plugin's context class loader, and with every Throwable turned into a close
 * status. Nothing of a plugin's exception is kept but text: an object would keep its class loader alive.
 */
final class GuardedHandler {

    private static final LogThrottle LOG = new LogThrottle(LoggerFactory.getLogger("weft.handler"));

    /** Never the exception's own text, which may hold what is no peer's business. */
    private static final CloseStatus FAILURE = CloseStatus.INTERNAL_ERROR.because("internal error");

    private final Generation generation;
    private final MessageHandler handler;
    private final ClassLoader loader;

    /** Guards a generation that the caller holds. */
    GuardedHandler(Generation generation) {
        this.generation = generation;
        this.handler = generation.handler();
        this.loader = generation.loader();
    }

    Generation generation() {
        return generation;
    }

    /** Calls {@code onHandOver}; whether the handler takes the session. */
    boolean takesOver(Session session) {
        AtomicBoolean taken = new AtomicBoolean();
        CloseStatus fault = guard(Callback.HAND_OVER, session, () -> taken.set(handler.onHandOver(session)));
        return fault == null && taken.get();
    }

    /** Calls {@code onOpen}; what the session must be closed with, or null. */
    @Nullable
    CloseStatus opened(Session session) {
        return guard(Callback.OPEN, session, () -> handler.onOpen(session));
    }

    /** Calls {@code onMessage}; what the session must be closed with, or null. */
    @Nullable
    CloseStatus received(Session session, Message message) {
        return guard(Callback.MESSAGE, session, () -> handler.onMessage(session, message));
    }

    /** Calls {@code onClose}. */
    void closed(Session session, CloseStatus status) {
        guard(Callback.CLOSE, session, () -> handler.onClose(session, status));
    }

    private interface Call {
        void run() throws Exception;
    }

    // Catching Throwable is the purpose: a plugin's StackOverflowError or AssertionError is its session's end, not
    // ours.
    private @Nullable CloseStatus guard(Callback callback, Session session, Call call) {
        Thread.currentThread().setContextClassLoader(loader);
        try {
            call.run();
            generation.succeeded(callback);
            return null;
        } catch (CloseException wanted) {
            return wanted.status();
        } catch (SessionClosedException gone) {
            return gone.sessionId() == session.id() ? null : failure(session, gone);
        } catch (InterruptedException stopping) {
            return CloseStatus.GOING_AWAY;
        } catch (OutOfMemoryError exhausted) {
            generation.ranOutOfMemory();
            return failure(session, exhausted);
        } catch (LinkageError broken) {
            CloseStatus status = failure(session, broken);
            generation.linkageFailed(callback, broken.toString());
            return status;
        } catch (Throwable thrown) {
            return failure(session, thrown);
        }
    }

    private CloseStatus failure(Session session, Throwable thrown) {
        String incident = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        LOG.log(
                Level.ERROR,
                "handler failed",
                () -> "! #" + session.id() + " " + generation.id() + ": incident " + incident + ": " + thrown + " at "
                        + Stack.of(thrown));
        return FAILURE;
    }
}
