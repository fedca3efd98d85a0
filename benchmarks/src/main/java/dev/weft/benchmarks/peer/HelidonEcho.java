package dev.weft.benchmarks.peer;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.io.IOException;

/** Helidon: a virtual thread per connection, blocking sends. */
public final class HelidonEcho {

    private HelidonEcho() {}

    /**
     * Runs the server.
     *
     * @param arguments see {@link Peer}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        // Why no limit here? Helidon's largest frame is 1 MiB by default, more than any peer needs.
        WebServer server = WebServer.builder()
                .host(Peer.HOST)
                .port(0)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .addRouting(WsRouting.builder().endpoint("/*", new Echo()))
                .build()
                .start();
        Peer.listening(server.port(), arguments);
    }

    private static final class Echo implements WsListener {

        @Override
        public void onMessage(WsSession session, String text, boolean last) {
            session.send(text, last);
        }

        @Override
        public void onMessage(WsSession session, BufferData buffer, boolean last) {
            session.send(buffer, last);
        }
    }
}
