package dev.weft.benchmarks.peer;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** Jetty: its own WebSocket API, whole messages, asynchronous sends. */
public final class JettyEcho {

    private JettyEcho() {}

    /**
     * Runs the server.
     *
     * @param arguments see {@link Peer}
     */
    public static void main(String[] arguments) throws Exception {
        boolean fanOut = Peer.has(arguments, Peer.FAN_OUT);
        Set<Session> room = ConcurrentHashMap.newKeySet();
        Server server = new Server();
        // Why no TCP_NODELAY here? It is Jetty's default.
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(Peer.HOST);
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
            container.setMaxTextMessageSize(Peer.MAX_MESSAGE);
            container.setMaxBinaryMessageSize(Peer.MAX_MESSAGE);
            container.addMapping("/*", (request, response, callback) -> fanOut ? new Member(room) : new Echo());
        }));
        server.start();
        Peer.listening(connector.getLocalPort(), arguments);
    }

    /** Public because Jetty calls it through method handles. */
    public static final class Echo implements Session.Listener.AutoDemanding {

        private @Nullable Session session;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
        }

        @Override
        public void onWebSocketText(String text) {
            open().sendText(text, Callback.NOOP);
        }

        @Override
        public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
            open().sendBinary(payload, callback);
        }

        private Session open() {
            if (session == null) {
                throw new IllegalStateException("message before open");
            }
            return session;
        }
    }

    /** Public because Jetty calls it through method handles. */
    public static final class Member implements Session.Listener.AutoDemanding {

        private final Set<Session> room;
        private @Nullable Session session;

        private Member(Set<Session> room) {
            this.room = room;
        }

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
            room.add(opened);
        }

        @Override
        public void onWebSocketText(String text) {
            room.forEach(member -> member.sendText(text, Callback.NOOP));
        }

        @Override
        public void onWebSocketClose(int status, String reason, Callback callback) {
            if (session != null) {
                room.remove(session);
            }
            callback.succeed();
        }
    }
}
