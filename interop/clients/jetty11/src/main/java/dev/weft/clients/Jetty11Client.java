package dev.weft.clients;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.WebSocketListener;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty 11. */
public final class Jetty11Client implements Client {

    private static final int LIMIT = 1 << 20;

    private final WebSocketClient library;
    private final Session session;

    private Jetty11Client(WebSocketClient library, Session session) {
        this.library = library;
        this.session = session;
    }

    /** Plays the trial against the server at the URL. */
    public static void main(String[] arguments) {
        Trial.play(arguments, Jetty11Client::connect);
    }

    private static Client connect(URI uri, Inbox inbox) throws Exception {
        WebSocketClient library = new WebSocketClient();
        library.setMaxTextMessageSize(LIMIT);
        library.setMaxBinaryMessageSize(LIMIT);
        library.start();
        ClientUpgradeRequest request = new ClientUpgradeRequest();
        request.addExtensions("permessage-deflate");
        Session session = library.connect(new Endpoint(inbox), uri, request).get(30, TimeUnit.SECONDS);
        return new Jetty11Client(library, session);
    }

    @Override
    public void sendText(String text) throws Exception {
        session.getRemote().sendString(text);
    }

    @Override
    public void sendBinary(byte[] data) throws Exception {
        session.getRemote().sendBytes(ByteBuffer.wrap(data));
    }

    @Override
    public void close() throws Exception {
        session.close();
        library.stop();
    }

    /** What Jetty calls; public, since it looks for the methods by reflection. */
    public record Endpoint(Inbox inbox) implements WebSocketListener {

        @Override
        public void onWebSocketText(String message) {
            inbox.text(message);
        }

        @Override
        public void onWebSocketBinary(byte[] payload, int offset, int length) {
            inbox.binary(Arrays.copyOfRange(payload, offset, offset + length));
        }

        @Override
        public void onWebSocketClose(int code, String reason) {
            inbox.closed(code, String.valueOf(reason));
        }

        @Override
        public void onWebSocketError(Throwable cause) {
            inbox.failed(cause);
        }
    }
}
