package dev.weft.benchmarks.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
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
        Echo server = new Echo(Peer.has(arguments, Peer.FAN_OUT), drafts(arguments));
        server.setTcpNoDelay(true);
        server.start();
        server.started.await();
        Peer.listening(server.getPort(), arguments);
    }

    private static List<Draft> drafts(String[] arguments) {
        return Peer.has(arguments, Peer.DEFLATE)
                ? List.of(new Draft_6455(new PerMessageDeflateExtension()))
                : List.of(new Draft_6455());
    }

    private static final class Echo extends WebSocketServer {

        private final CountDownLatch started = new CountDownLatch(1);

        private final boolean fanOut;

        Echo(boolean fanOut, List<Draft> drafts) {
            super(new InetSocketAddress(Peer.HOST, 0), drafts);
            this.fanOut = fanOut;
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onOpen(WebSocket connection, ClientHandshake handshake) {}

        @Override
        public void onMessage(WebSocket connection, String text) {
            if (fanOut) {
                broadcast(text);
            } else {
                connection.send(text);
            }
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
