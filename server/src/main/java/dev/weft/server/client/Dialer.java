package dev.weft.server.client;

import dev.weft.server.client.ConnectOptions.Header;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Opens connections to one server, and tells why one cannot be opened. */
final class Dialer implements AutoCloseable {

    /** Why 10 s? The server's default timeout for a handshake. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

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
    private final Target target;
    private final List<Header> headers;
    private final HttpClient client;

    /**
     * Connects nowhere yet.
     *
     * @throws IllegalArgumentException if a header field is the client's own
     */
    Dialer(ConnectOptions options, Target target) {
        this.options = options;
        this.target = target;
        this.headers = headers(options, target);
        HttpClient.Builder builder = HttpClient.newBuilder();
        options.tls().ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    private static List<Header> headers(ConnectOptions options, Target target) {
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

    /** The server's URL as shown to people. */
    String shown() {
        return target.shown();
    }

    /**
     * Opens a connection.
     *
     * @param more adds to the URL
     * @throws CompletionException if that fails
     */
    WebSocket connect(UnaryOperator<URI> more, WebSocket.Listener receiver) {
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT);
        headers.forEach(header -> builder.header(header.name(), header.value()));
        List<String> subprotocols = options.subprotocols();
        if (!subprotocols.isEmpty()) {
            String[] lesser = subprotocols.subList(1, subprotocols.size()).toArray(String[]::new);
            builder.subprotocols(subprotocols.getFirst(), lesser);
        }
        return builder.buildAsync(more.apply(target.uri()), receiver).join();
    }

    /** Why a connection could not be opened; may ask the server once more. */
    String why(CompletionException failure) {
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

    @Override
    public void close() {
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
