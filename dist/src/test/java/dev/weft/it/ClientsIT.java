package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Java's WebSocket clients, with compression as each offers it: a hundred alike messages, all of which come back. They are the
 * programs of {@code interop/clients}; those beyond Netty and Jetty are built and played with -Plong only.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsIT {

    private static final Path CLIENTS = Path.of(System.getProperty("weft.checkout", ".."))
            .resolve("interop")
            .resolve("clients");

    /** Why 80? So many of the hundred have content, and every one of these clients compresses whatever has. */
    private static final int COMPRESSED = 80;

    private WeftProcess on;
    private WeftProcess takeover;

    @BeforeAll
    void startServers() throws Exception {
        on = WeftProcess.serve("--handler", "echo", "--compression", "on");
        takeover = WeftProcess.serve("--handler", "echo", "--compression", "takeover");
    }

    @AfterAll
    void stopServers() {
        on.close();
        takeover.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NettyClient", "JettyClient"})
    void everyMessageComesBack(String client) throws Exception {
        play(CLIENTS, client);
    }

    @ParameterizedTest
    @CsvSource({
        "long, VertxClient",
        "long, ReactorNettyClient",
        "long, WebFluxClient",
        "long, AsyncHttpClientClient",
        "jetty11, Jetty11Client"
    })
    void everyMessageComesBackToOtherClients(String module, String client) throws Exception {
        assumeTrue(Boolean.getBoolean("weft.long"), "only with -Plong");
        play(CLIENTS.resolve(module), client);
    }

    private void play(Path module, String client) throws Exception {
        Path target = module.resolve("target");
        assertTrue(Files.isDirectory(target.resolve("lib")), () -> target + ": build interop/clients first");
        play(target, client, on);
        play(target, client, takeover);
    }

    private static void play(Path target, String client, WeftProcess server) throws Exception {
        try (Wiretap tap = new Wiretap(server.port())) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*",
                            "dev.weft.clients." + client,
                            "ws://127.0.0.1:" + tap.port() + "/ws/echo")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), output);
            int compressed = tap.compressedMessages();
            assertTrue(compressed >= COMPRESSED, compressed + " were compressed");
        }
    }
}
