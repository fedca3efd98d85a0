package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import dev.weft.testsupport.Certificates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cable is pulled: nothing comes any more, and nobody says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HalfOpenIT {

    /** The interval of the pings, the wait for a pong, and the time a write may make no progress. */
    private static final long SECOND = 1;

    /** What a busy machine adds. */
    private static final long MARGIN_SECONDS = 10;

    /**
     * Says that it streams only after more than a ping and the wait for its pong: so the peer was there. What it sends is
     * far more than the buffers between hold, and so it is blocked soon after the cable was pulled.
     */
    private static final String STREAM = """
            @Handler("stream")
            public final class Stream implements MessageHandler {
                private volatile System.Logger logger;

                public void start(HandlerContext context) { logger = context.logger(); }

                public void onMessage(Session session, Message message) {
                    String much = "x".repeat(60_000);
                    long end = System.nanoTime() + 3_000_000_000L;
                    while (System.nanoTime() < end) {
                        session.send(much);
                    }
                    logger.log(System.Logger.Level.INFO, "it streams");
                    while (true) {
                        session.send(much);
                    }
                }

                public void onClose(Session session, CloseStatus status) {
                    logger.log(System.Logger.Level.INFO, "closed " + status.code());
                }
            }
            """;

    @TempDir
    static Path folder;

    private Certificates certificates;
    private HttpClient http;

    @BeforeAll
    void make() throws Exception {
        certificates = new Certificates(folder).issue("server");
        PluginJar.named("stream.jar").handler("com.example.Stream", STREAM).in(folder);
    }

    @BeforeEach
    void open() throws Exception {
        http = HttpClient.newBuilder().sslContext(certificates.client()).build();
    }

    /** Does not wait for the sockets: over TLS the JDK's client may not see that its peer has gone without a word. */
    @AfterEach
    void end() {
        http.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void isSeenByAPingWithoutAPong(String scheme) throws Exception {
        try (WeftProcess server = serve(scheme, "echo", "--write-timeout", "0");
                FaultProxy network = FaultProxy.to(server);
                JdkClient client = JdkClient.connect(http, uri(scheme, network))) {
            assertEquals("text hello", client.send("hello").next());

            network.stall();

            assertCutSoon(server, "no pong", 2 * SECOND);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void isSeenByAPingWithoutAPongWhileAWriteIsBlocked(String scheme) throws Exception {
        try (WeftProcess server = serve(scheme, "stream", "--write-timeout", "0");
                FaultProxy network = FaultProxy.to(server)) {
            stream(server, uri(scheme, network));

            network.stall();

            assertCutSoon(server, "no pong", 2 * SECOND);
            server.awaitOutput("closed 1006");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void isSeenByAWriteWithoutProgress(String scheme) throws Exception {
        try (WeftProcess server = serve(scheme, "stream", "--write-timeout", SECOND + "s", "--ping-interval", "0");
                FaultProxy network = FaultProxy.to(server)) {
            stream(server, uri(scheme, network));

            network.stall();

            assertCutSoon(server, "a write made no progress", SECOND);
            server.awaitOutput("closed 1006");
        }
    }

    /** A client that reads all there is and answers pings; returns when it has done so for a while. */
    private void stream(WeftProcess server, URI uri) {
        WebSocket.Listener reader = new WebSocket.Listener() {};
        http.newWebSocketBuilder()
                .buildAsync(uri, reader)
                .join()
                .sendText("go", true)
                .join();
        server.awaitOutput("it streams");
    }

    private static URI uri(String scheme, FaultProxy network) {
        return URI.create(scheme + "://127.0.0.1:" + network.port() + "/");
    }

    private WeftProcess serve(String scheme, String handler, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--handler", handler));
        arguments.addAll(List.of("--plugins-dir", folder.toString()));
        arguments.addAll(
                List.of("--plugins-dir", WeftProcess.home().resolve("plugins").toString()));
        arguments.addAll(List.of("--pong-timeout", SECOND + "s"));
        if (scheme.equals("wss")) {
            arguments.addAll(List.of(
                    "--tls-cert",
                    certificates.certificate("server", "server.crt").toString()));
            arguments.addAll(List.of(
                    "--tls-key", certificates.key("server", "server.key").toString()));
        }
        if (!List.of(more).contains("--ping-interval")) {
            arguments.addAll(List.of("--ping-interval", SECOND + "s"));
        }
        arguments.addAll(List.of(more));
        return WeftProcess.serve(arguments.toArray(String[]::new));
    }

    /** It was whole until now, and is cut for this reason within these seconds and what a busy machine adds. */
    private static void assertCutSoon(WeftProcess server, String why, long seconds) {
        long pulled = System.nanoTime();
        server.awaitOutput("aborted: ");
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - pulled);
        System.out.printf("A cable was pulled: seen after %,d ms, %s%n", took, why);
        assertEquals(1, server.output().split("aborted: ", -1).length - 1, server::output);
        assertTrue(server.output().contains("aborted: " + why), server::output);
        assertTrue(took <= TimeUnit.SECONDS.toMillis(seconds + MARGIN_SECONDS), () -> "after " + took + " ms");
    }
}
