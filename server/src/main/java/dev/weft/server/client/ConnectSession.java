package dev.weft.server.client;

import dev.weft.server.client.ConnectOptions.Display;
import dev.weft.server.client.ConnectOptions.Header;
import dev.weft.server.client.ConnectStreams.Lines;
import dev.weft.server.client.Sender.Farewell;
import dev.weft.server.log.Printable;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run of the terminal client, from the opening handshake to the exit status. */
public final class ConnectSession {

    /** Why 10 s? The server's default timeout for a handshake. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Why 5 s? A working server answers a Close at once, and any other is not worth a longer wait. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Why 1 s? For the last frame to be written; the connection is over. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(1);

    /** Fields that this client sets itself; the JDK's client guards the Sec-WebSocket fields. */
    private static final Set<String> OWN_FIELDS = Set.of("connection", "upgrade");

    static {
        // A name that is replaced by its address needs an explicit Host, and a refused handshake is sent once more. The
        // JDK reads this before its first request.
        System.setProperty(
                "jdk.httpclient.allowRestrictedHeaders",
                System.getProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection,upgrade"));
    }

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
     * <p>After the end of input it waits for {@link ConnectOptions#silence} of silence and closes with 1000. A daemon
     * thread may keep waiting for input.
     *
     * @param uri {@code ws:} or {@code wss:}; {@code http:} and {@code https:} stand for them
     * @param options how to connect and how to show
     * @param streams the input and output
     * @return 0: closed normally, by this side or by the server with 1000, 1001 or no code; 1: could not connect, or
     *     the connection was lost; 2: the URI or an option is invalid; 3: closed by the server with any other code
     */
    public static int run(URI uri, ConnectOptions options, ConnectStreams streams) {
        ClientOutput output = new ClientOutput(streams.out(), streams.err(), options.display());
        return new ConnectSession(options, output).run(uri, streams.in());
    }

    private int run(URI uri, Lines in) {
        try {
            return run(Target.of(uri), in);
        } catch (IllegalArgumentException | UnknownHostException e) {
            output.status("cannot connect to " + withoutCredentials(uri) + ": " + Failure.describe(e));
            return Failure.isUsage(e) ? Ending.USAGE : Ending.LOST;
        }
    }

    private int run(Target target, Lines in) {
        List<Header> headers = headers(target);
        HttpClient.Builder builder = HttpClient.newBuilder();
        options.tls().ifPresent(builder::sslContext);
        HttpClient client = builder.build();
        try {
            WebSocket socket = connect(client, target, headers);
            output.status("connected to " + target.shown() + subprotocolOf(socket) + hint());
            return converse(socket, in);
        } catch (CompletionException e) {
            output.status("cannot connect to " + target.shown() + ": " + why(client, target, headers, e));
            return Failure.isUsage(e) ? Ending.USAGE : Ending.LOST;
        } finally {
            shutDown(client);
        }
    }

    private List<Header> headers(Target target) {
        for (Header header : options.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (OWN_FIELDS.contains(name)) {
                throw new IllegalArgumentException("the client sets " + header.name() + " itself");
            }
            if (target.headers().stream().anyMatch(own -> own.name().equalsIgnoreCase(name))) {
                throw new IllegalArgumentException("the URL and --header both give " + header.name());
            }
        }
        return Stream.concat(target.headers().stream(), options.headers().stream())
                .toList();
    }

    private static String why(HttpClient client, Target target, List<Header> headers, CompletionException failure) {
        String why = Failure.describe(failure);
        int refused = Failure.refusalStatus(failure);
        if (refused != 0) {
            String text = Refusal.text(client, target, headers, refused);
            return text.isEmpty() ? why : why + ": " + text;
        }
        boolean isPlain = "ws".equalsIgnoreCase(target.uri().getScheme());
        return isPlain && Failure.isUnanswered(failure) && TlsProbe.speaksTls(target.uri())
                ? "it speaks TLS: use wss://"
                : why;
    }

    private static String withoutCredentials(URI uri) {
        return Printable.of(uri.toString().replaceFirst("//[^/@]*@", "//"));
    }

    private WebSocket connect(HttpClient client, Target target, List<Header> headers) {
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT);
        headers.forEach(header -> builder.header(header.name(), header.value()));
        List<String> subprotocols = options.subprotocols();
        if (!subprotocols.isEmpty()) {
            String[] lesser = subprotocols.subList(1, subprotocols.size()).toArray(String[]::new);
            builder.subprotocols(subprotocols.getFirst(), lesser);
        }
        return builder.buildAsync(target.uri(), receiver).join();
    }

    private int converse(WebSocket socket, Lines in) {
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

    /** Waits for silence; true if nothing arrived for long enough, false if the connection ended first. */
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
            // The connection has just ended, and its ending tells how.
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
        return socket.getSubprotocol().isEmpty() ? "" : ", subprotocol " + Printable.of(socket.getSubprotocol());
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
