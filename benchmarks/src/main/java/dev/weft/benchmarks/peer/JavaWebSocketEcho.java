package dev.weft.benchmarks.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** Java-WebSocket: its only server, one selector thread and one decoder thread per core. */
public final class JavaWebSocketEcho {

    private JavaWebSocketEcho() {}

    /**
     * Runs the server.
     *
     * @param arguments see {@link Peer}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        // Why no limit here? Java-WebSocket has none by default.
        Echo server = new Echo();
        server.setTcpNoDelay(true);
        server.start();
        server.started.await();
        Peer.listening(server.getPort(), arguments);
    }

    private static final class Echo extends WebSocketServer {

        private final CountDownLatch started = new CountDownLatch(1);

        Echo() {
            super(new InetSocketAddress(Peer.HOST, 0));
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onOpen(WebSocket connection, ClientHandshake handshake) {}

        @Override
        public void onMessage(WebSocket connection, String text) {
            connection.send(text);
        }

        @Override
        public void onMessage(WebSocket connection, ByteBuffer payload) {
            connection.send(payload);
        }

        @Override
        public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

        @Override
        public void onError(WebSocket connection, Exception failure) {
            System.err.println(failure);
        }
    }
}
