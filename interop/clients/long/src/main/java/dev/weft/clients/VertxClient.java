package dev.weft.clients;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Vert.x 5. */
public final class VertxClient implements Client {

    private static final int LIMIT = 1 << 20;

    private final Vertx vertx;

    /** Kept, because it closes its connections when it is collected. */
    private final WebSocketClient library;

    private final WebSocket socket;

    private VertxClient(Vertx vertx, WebSocketClient library, WebSocket socket) {
        this.vertx = vertx;
        this.library = library;
        this.socket = socket;
    }

    /** Plays the trial against the server at the URL. */
    public static void main(String[] arguments) {
        Trial.play(arguments, VertxClient::connect);
    }

    private static Client connect(URI uri, Inbox inbox) throws Exception {
        Vertx vertx = Vertx.vertx();
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setTryUsePerMessageCompression(true)
                .setMaxFrameSize(LIMIT)
                .setMaxMessageSize(LIMIT);
        WebSocketConnectOptions target = new WebSocketConnectOptions()
                .setHost(uri.getHost())
                .setPort(uri.getPort())
                .setURI(uri.getPath());
        WebSocketClient library = vertx.createWebSocketClient(options);
        WebSocket socket = library.connect(target)
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        socket.textMessageHandler(inbox::text);
        socket.binaryMessageHandler(data -> inbox.binary(data.getBytes()));
        socket.closeHandler(closed -> inbox.closed(socket.closeStatusCode(), socket.closeReason()));
        socket.exceptionHandler(inbox::failed);
        return new VertxClient(vertx, library, socket);
    }

    @Override
    public void sendText(String text) {
        socket.writeTextMessage(text);
    }

    @Override
    public void sendBinary(byte[] data) {
        socket.writeBinaryMessage(Buffer.buffer(data));
    }

    @Override
    public void close() {
        socket.close();
        library.close();
        vertx.close();
    }
}
