package dev.weft.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JDK's own WebSocket client; what arrives is kept as lines: {@code text Hello}, {@code pong 01}, {@code close 1000 bye}. */
final class JdkClient implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder hex = new StringBuilder();
    private final WebSocket socket;

    private JdkClient(WebSocket.Builder builder, URI uri) {
        this.socket = builder.buildAsync(uri, this).join();
    }

    static JdkClient connect(URI uri) {
        return connect(HTTP, uri);
    }

    /** Connects with a client of the test's own, such as one that trusts its certificates. */
    static JdkClient connect(HttpClient http, URI uri) {
        return new JdkClient(http.newWebSocketBuilder(), uri);
    }

    /** Connects as a page of this origin does. */
    static JdkClient connect(HttpClient http, URI uri, String origin) {
        return new JdkClient(http.newWebSocketBuilder().header("Origin", origin), uri);
    }

    WebSocket socket() {
        return socket;
    }

    JdkClient send(String message) {
        socket.sendText(message, true).join();
        return this;
    }

    /** Sends bytes, which the server may refuse halfway: what it says to that is among what arrives. */
    JdkClient send(ByteBuffer message) {
        socket.sendBinary(message, true).handle((sent, refused) -> sent).join();
        return this;
    }

    /** The next thing that arrives. */
    String next() throws InterruptedException {
        String line = received.poll(WeftProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing arrives");
        }
        return line;
    }

    /** Whether nothing has arrived so far. */
    boolean heardNothing() {
        return received.isEmpty();
    }

    @Override
    public void close() {
        socket.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            received.add("text " + text);
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        hex.append(HexFormat.of().formatHex(bytes));
        if (last) {
            received.add("binary " + hex);
            hex.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        received.add("pong " + HexFormat.of().formatHex(bytes));
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        received.add(("close " + code + " " + reason).strip());
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        received.add("error " + error);
    }
}
