package dev.weft.clients;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.ws.WebSocket;
import org.asynchttpclient.ws.WebSocketListener;
import org.asynchttpclient.ws.WebSocketUpgradeHandler;

/** AsyncHttpClient 3. */
public final class AsyncHttpClientClient implements Client {

    private static final int LIMIT = 1 << 20;

    private final AsyncHttpClient library;
    private final WebSocket socket;

    private AsyncHttpClientClient(AsyncHttpClient library, WebSocket socket) {
        this.library = library;
        this.socket = socket;
    }

    /** Plays the trial against the server at the URL. */
    public static void main(String[] arguments) {
        Trial.play(arguments, AsyncHttpClientClient::connect);
    }

    private static Client connect(URI uri, Inbox inbox) throws Exception {
        AsyncHttpClient library = Dsl.asyncHttpClient(Dsl.config()
                .setEnablewebSocketCompression(true)
                .setWebSocketMaxBufferSize(LIMIT)
                .setWebSocketMaxFrameSize(LIMIT));
        WebSocket socket = library.prepareGet(uri.toString())
                .execute(new WebSocketUpgradeHandler.Builder()
                        .addWebSocketListener(new Listener(inbox))
                        .build())
                .get(30, TimeUnit.SECONDS);
        return new AsyncHttpClientClient(library, socket);
    }

    @Override
    public void sendText(String text) throws Exception {
        socket.sendTextFrame(text).sync();
    }

    @Override
    public void sendBinary(byte[] data) throws Exception {
        socket.sendBinaryFrame(data).sync();
    }

    @Override
    public void close() throws Exception {
        socket.sendCloseFrame().sync();
        library.close();
    }

    private record Listener(Inbox inbox) implements WebSocketListener {

        @Override
        public void onOpen(WebSocket socket) {}

        @Override
        public void onTextFrame(String payload, boolean fin, int rsv) {
            inbox.text(payload);
        }

        @Override
        public void onBinaryFrame(byte[] payload, boolean fin, int rsv) {
            inbox.binary(payload);
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason) {
            inbox.closed(code, reason);
        }

        @Override
        public void onError(Throwable cause) {
            inbox.failed(cause);
        }
    }
}
