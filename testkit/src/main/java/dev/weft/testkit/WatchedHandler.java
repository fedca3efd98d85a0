package dev.weft.testkit;

import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The handler under test, and those that replace it, with a note of every callback: what it threw, and whether its contract
 * was kept.
 */
final class WatchedHandler implements Callbacks {

    /** The session number for start and stop. */
    private static final long NONE = 0;

    private final Scene scene;

    // Under the scene's lock.
    private final Map<Long, Life> lives = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Watched> started = new ArrayList<>();

    /** The history of one session. */
    private static final class Life {
        private final int port;
        private boolean opened;
        private int handled;
        private int closes;
        private String running = "";

        Life(int port) {
            this.port = port;
        }
    }

    @FunctionalInterface
    private interface Callback {
        void run() throws Exception;
    }

    WatchedHandler(Scene scene) {
        this.scene = scene;
    }

    /** Takes an instance to watch, and returns what the server calls instead of it. */
    MessageHandler watch(MessageHandler instance) {
        return new Watched(instance);
    }

    /** One instance; sessions may go from one to the next. */
    private final class Watched implements MessageHandler {

        private final MessageHandler inner;

        /** How often it was stopped; under the scene's lock. */
        private int stops;

        Watched(MessageHandler inner) {
            this.inner = inner;
        }

        @Override
        public void start(HandlerContext context) throws Exception {
            inner.start(context);
            scene.change(() -> started.add(this));
        }

        @Override
        public void onOpen(Session session) throws Exception {
            Life life = new Life(session.handshake().remoteAddress().getPort());
            scene.change(() -> lives.put(session.id(), life));
            try {
                watch("onOpen", session, life, () -> inner.onOpen(session));
            } finally {
                scene.change(() -> life.opened = true);
            }
        }

        @Override
        public void onMessage(Session session, Message message) throws Exception {
            Life life = life(session);
            try {
                watch("onMessage", session, life, () -> inner.onMessage(session, message));
            } finally {
                scene.change(() -> life.handled++);
            }
        }

        @Override
        public boolean onHandOver(Session session) throws Exception {
            AtomicBoolean taken = new AtomicBoolean();
            watch("onHandOver", session, life(session), () -> taken.set(inner.onHandOver(session)));
            return taken.get();
        }

        @Override
        public void onClose(Session session, CloseStatus status) throws Exception {
            Life life = life(session);
            scene.change(() -> life.closes++);
            watch("onClose", session, life, () -> inner.onClose(session, status));
        }

        @Override
        public void stop() throws Exception {
            scene.change(() -> stops++);
            try {
                inner.stop();
            } catch (Throwable thrown) {
                fault(new Fault("stop", NONE, thrown));
                throw thrown;
            }
        }
    }

    private void watch(String name, Session session, Life life, Callback callback) throws Exception {
        scene.change(() -> life.running = name);
        try {
            callback.run();
        } catch (CloseException | InterruptedException meant) {
            throw meant;
        } catch (SessionClosedException gone) {
            if (gone.sessionId() != session.id()) {
                fault(new Fault(name, session.id(), gone));
            }
            throw gone;
        } catch (Throwable thrown) {
            fault(new Fault(name, session.id(), thrown));
            throw thrown;
        } finally {
            scene.change(() -> life.running = "");
        }
    }

    private void fault(Fault fault) {
        scene.change(() -> faults.add(fault));
    }

    private Life life(Session session) {
        Life life = scene.look(() -> lives.get(session.id()));
        if (life == null) {
            throw new IllegalStateException("a callback of session " + session.id() + " before its onOpen");
        }
        return life;
    }

    @Override
    public List<Fault> faults() {
        return scene.look(() -> List.copyOf(faults));
    }

    /** Callbacks that are missing for a complete life cycle, one per line; empty once everything has ended properly. */
    List<String> unfinished() {
        return scene.look(this::missing);
    }

    // The following methods are called under the scene's lock.

    @Override
    public boolean hasHandled(int port, int messages) {
        Life life = lifeOf(port);
        return life != null && life.opened && life.handled >= messages;
    }

    @Override
    public String running(int port) {
        Life life = lifeOf(port);
        return life == null ? "" : life.running;
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        lives.forEach((id, life) -> {
            if (life.closes != 1) {
                missing.add("onClose of session " + id + " was called " + life.closes + " times"
                        + (life.running.isEmpty() ? "" : "; " + life.running + " has not returned"));
            } else if (!life.running.isEmpty()) {
                missing.add(life.running + " of session " + id + " has not returned");
            }
        });
        started.stream()
                .filter(each -> each.stops != 1)
                .forEach(each -> missing.add("stop was called " + each.stops + " times"));
        faults.stream()
                .filter(fault ->
                        fault.callback().equals("stop") || fault.callback().equals("onClose"))
                .forEach(fault -> missing.add(fault.toString()));
        return missing;
    }

    private @Nullable Life lifeOf(int port) {
        return lives.values().stream()
                .filter(life -> life.port == port)
                .findFirst()
                .orElse(null);
    }
}
