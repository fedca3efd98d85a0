package dev.weft.server.client;

import dev.weft.server.client.ConnectOptions.Display;
import dev.weft.server.client.Sender.Farewell;
import dev.weft.server.console.Printable;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** One run of the terminal client, from the opening handshake to the exit status. */
public final class ConnectSession {

    /** Why 10 s? As long as a server may take over a handshake by default. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Why 5 s? A server that works answers a Close at once, and one that does not is not worth more. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Why 1 s? For the last frame to be written; the connection is over. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(1);

    private final ConnectOptions options;
    private final ClientOutput output;
    private final Receiver receiver;

    private ConnectSession(ConnectOptions options, ClientOutput output) {
        this.options = options;
        this.output = output;
        this.receiver = new Receiver(output);
    }

    /**
     * Connects, sends every line, shows every message, and returns when the connection has ended.
     *
     * <p>After the end of input it waits for {@link ConnectOptions#silence} of silence and closes with 1000. A thread may go
     * on waiting for input; it is a daemon.
     *
     * @param uri {@code ws:} or {@code wss:}; {@code http:} and {@code https:} stand for them
     * @param options how to connect and how to show
     * @param in lines to send
     * @param out shows messages
     * @param err shows everything about the connection
     * @return 0: closed in order, by this side or by the server with 1000, 1001 or no code; 1: could not connect, or the
     *     connection was lost; 2: the URI or an option makes no sense; 3: closed by the server with any other code
     */
    public static int run(URI uri, ConnectOptions options, BufferedReader in, PrintWriter out, PrintWriter err) {
        ClientOutput output = new ClientOutput(out, err, options.display());
        return new ConnectSession(options, output).run(uri, in);
    }

    private int run(URI uri, BufferedReader in) {
        HttpClient.Builder builder = HttpClient.newBuilder();
        options.trust().ifPresent(builder::sslContext);
        HttpClient client = builder.build();
        try {
            WebSocket socket = connect(client, uri);
            output.status("connected to " + uri + subprotocolOf(socket) + hint());
            return converse(socket, in);
        } catch (CompletionException e) {
            output.status("cannot connect to " + uri + ": " + Failure.describe(e));
            return Failure.isUsage(e) ? Ending.USAGE : Ending.LOST;
        } finally {
            shutDown(client);
        }
    }

    private WebSocket connect(HttpClient client, URI uri) {
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT);
        options.headers().forEach(header -> builder.header(header.name(), header.value()));
        List<String> subprotocols = options.subprotocols();
        if (!subprotocols.isEmpty()) {
            String[] lesser = subprotocols.subList(1, subprotocols.size()).toArray(String[]::new);
            builder.subprotocols(subprotocols.getFirst(), lesser);
        }
        return builder.buildAsync(webSocketUri(uri), receiver).join();
    }

    /** {@code http:} becomes {@code ws:}: people copy what the browser shows. */
    private static URI webSocketUri(URI uri) {
        String scheme = uri.getScheme();
        if ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme)) {
            return URI.create("ws" + uri.toString().substring("http".length()));
        }
        return uri;
    }

    private int converse(WebSocket socket, BufferedReader in) {
        Sender sender = new Sender(socket, receiver, output);
        sender.start(in);
        CompletableFuture.anyOf(receiver.ending(), sender.done()).join();
        if (sender.done().getNow(Farewell.WAIT_FOR_CLOSE) == Farewell.WAIT_FOR_ANSWERS && fallsSilent()) {
            sayGoodbye(sender);
        }
        Ending ending = awaitEnding(socket);
        output.status(ending.describe());
        return ending.exitStatus(sender.closer());
    }

    /** Whether nothing has come for long enough; false if the connection ended first. */
    private boolean fallsSilent() {
        long since = System.nanoTime();
        long left = options.silence().toNanos();
        while (left > 0) {
            if (endsWithin(left)) {
                return false;
            }
            since = Math.max(since, receiver.heardAt());
            left = options.silence().toNanos() - (System.nanoTime() - since);
        }
        return true;
    }

    private void sayGoodbye(Sender sender) {
        try {
            sender.close(1000, "");
        } catch (CompletionException e) {
            // The connection ended just now, and its ending tells how.
            output.status("not closed: " + Failure.describe(e));
        }
    }

    private Ending awaitEnding(WebSocket socket) {
        if (!endsWithin(CLOSE_TIMEOUT.toNanos())) {
            socket.abort();
            return new Ending.Broken("the server did not answer the Close");
        }
        return receiver.ending().join();
    }

    private boolean endsWithin(long nanos) {
        CompletableFuture<Boolean> ended =
                receiver.ending().thenApply(ending -> true).completeOnTimeout(false, nanos, TimeUnit.NANOSECONDS);
        return ended.join();
    }

    private static String subprotocolOf(WebSocket socket) {
        return socket.getSubprotocol().isEmpty() ? "" : ", subprotocol " + Printable.escape(socket.getSubprotocol());
    }

    private String hint() {
        return options.display() == Display.TERMINAL ? "; /help lists the commands" : "";
    }

    private static void shutDown(HttpClient client) {
        client.shutdown();
        try {
            if (!client.awaitTermination(SHUTDOWN_TIMEOUT)) {
                client.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            client.shutdownNow();
        }
    }
}
