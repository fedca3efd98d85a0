package dev.weft.clients;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty 12. */
public final class JettyClient implements Client {

    private static final int LIMIT = 1 << 20;

    private final WebSocketClient library;
    private final Session session;

    private JettyClient(WebSocketClient library, Session session) {
        this.library = library;
        this.session = session;
    }

    /** Plays the trial against the server at the URL. */
    public static void main(String[] arguments) {
        Trial.play(arguments, JettyClient::connect);
    }

    private static Client connect(URI uri, Inbox inbox) throws Exception {
        WebSocketClient library = new WebSocketClient();
        library.setMaxTextMessageSize(LIMIT);
        library.setMaxBinaryMessageSize(LIMIT);
        library.start();
        ClientUpgradeRequest request = new ClientUpgradeRequest(uri);
        request.addExtensions("permessage-deflate");
        return new JettyClient(
                library, library.connect(new Endpoint(inbox), request).get(30, TimeUnit.SECONDS));
    }

    @Override
    public void sendText(String text) {
        session.sendText(text, Callback.NOOP);
    }

    @Override
    public void sendBinary(byte[] data) {
        session.sendBinary(ByteBuffer.wrap(data), Callback.NOOP);
    }

    @Override
    public void close() throws Exception {
        session.close();
        library.stop();
    }

    /** What Jetty calls; public, since it looks for the methods by reflection. */
    public record Endpoint(Inbox inbox) implements Session.Listener.AutoDemanding {

        @Override
        public void onWebSocketText(String message) {
            inbox.text(message);
        }

        @Override
        public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
            inbox.binary(payload);
            callback.succeed();
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            inbox.closed(code, String.valueOf(reason));
            callback.succeed();
        }

        @Override
        public void onWebSocketError(Throwable cause) {
            inbox.failed(cause);
        }
    }
}
