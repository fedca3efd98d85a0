package dev.weft.benchmarks.peer;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
                .addRouting(
                        WsRouting.builder().endpoint("/*", Peer.has(arguments, Peer.FAN_OUT) ? new Room() : new Echo()))
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

    private static final class Room implements WsListener {

        private final Set<WsSession> members = ConcurrentHashMap.newKeySet();

        @Override
        public void onOpen(WsSession session) {
            members.add(session);
        }

        @Override
        public void onMessage(WsSession session, String text, boolean last) {
            members.forEach(member -> member.send(text, last));
        }

        @Override
        public void onClose(WsSession session, int status, String reason) {
            members.remove(session);
        }
    }
}
