package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import dev.weft.testsupport.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server over TLS, and peers that are slow, old, mistaken, or gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsFaultsIT {

    /** RFC 5246 7.2: alert, version 1.1 or 1.2, two bytes, fatal, protocol_version. */
    private static final String PROTOCOL_VERSION = "15030[23]00020246";

    @TempDir
    static Path folder;

    private Certificates certificates;
    private String[] files;

    @BeforeAll
    void make() throws Exception {
        certificates = new Certificates(folder).issue("server");
        files = new String[] {
            "--tls-cert", certificates.certificate("server", "server.crt").toString(),
            "--tls-key", certificates.key("server", "server.key").toString()
        };
        PluginJar.named("witness.jar").handler("com.example.Witness", """
                @Handler("witness")
                public final class Witness implements MessageHandler {
                    private volatile System.Logger logger;

                    @Override
                    public void start(HandlerContext context) {
                        logger = context.logger();
                    }

                    @Override
                    public void onMessage(Session session, Message message) {
                        logger.log(System.Logger.Level.INFO, "got a message");
                        for (int i = 0; i < 64; i++) {
                            session.send("x".repeat(1024 * 1024));
                        }
                    }

                    @Override
                    public void onClose(Session session, CloseStatus status) {
                        logger.log(System.Logger.Level.INFO, "closed " + status.code());
                    }
                }
                """).in(folder);
    }

    @Test
    void aCutWithoutCloseNotifyInTheMidstOfAMessageIs1006AndDeliversNothing() throws Exception {
        try (WeftProcess server = serve("witness");
                TlsPeer peer = new TlsPeer(certificates.client(), server.port())) {
            // Text, of 10 bytes, masked with zeros; four of them.
            peer.send(HexFormat.of().parseHex("818a00000000" + "68656c6c"));

            peer.cut();

            server.awaitOutput("closed 1006");
            assertFalse(server.output().contains("got a message"), server::output);
        }
    }

    @Test
    void aPeerThatDoesNotReadIsCutWithinTheWriteTimeout() throws Exception {
        try (WeftProcess server = serve("witness", "--write-timeout", "1s");
                TlsPeer peer = new TlsPeer(certificates.client(), server.port())) {
            peer.send(HexFormat.of().parseHex("818100000000" + "78"));
            server.awaitOutput("got a message");
            long start = System.nanoTime();

            server.awaitOutput("aborted: a write made no progress");

            Duration took = Duration.ofNanos(System.nanoTime() - start);
            server.awaitOutput("closed 1006");
            assertTrue(took.compareTo(WeftProcess.PATIENCE.dividedBy(5)) < 0, took::toString);
        }
    }

    @Test
    void halfDoneHandshakesKeepNobodyWaitingAndAreDropped() throws Exception {
        List<Socket> halves = new ArrayList<>();
        try (WeftProcess server = serve("witness", "--handler", "echo", "--handshake-timeout", "3s");
                HttpClient http = HttpClient.newBuilder()
                        .sslContext(certificates.client())
                        .build()) {
            for (int i = 0; i < 200; i++) {
                Socket half = connect(server);
                half.getOutputStream().write(Arrays.copyOf(clientHelloOf11(), 20));
                halves.add(half);
            }

            try (JdkClient client = JdkClient.connect(http, server.wss("/ws/echo"))) {
                assertEquals("text served", client.send("served").next());
                for (Socket half : halves) {
                    assertEquals("", untilEnd(half));
                }
                assertEquals("text still", client.send("still").next());
            }
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    @Test
    void whatIsNoTlsIsEndedWithinASecondAndOneLine() throws Exception {
        byte[] huge = ByteBuffer.allocate(4096)
                .put(HexFormat.of().parseHex("1603010ffb" + "01ffffff" + "0303"))
                .array();
        try (WeftProcess server = serve("witness", "--log-level", "debug")) {
            for (byte[] bytes : new byte[][] {
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                HexFormat.of().parseHex("f381".repeat(200)),
                huge
            }) {
                long linesBefore = lines(server);
                try (Socket socket = connect(server)) {
                    socket.getOutputStream().write(bytes);
                    long start = System.nanoTime();
                    // An alert, and nothing else: 21 in its first byte, seven bytes in all.
                    assertTrue(untilEnd(socket).matches("15.{12}"));
                    assertTrue(System.nanoTime() - start < 1_000_000_000, "more than a second");
                }
                Await.until(() -> lines(server) > linesBefore, server::output);
                assertEquals(linesBefore + 1, lines(server), server::output);
            }
        }
    }

    @Test
    void tls11IsRefused() throws Exception {
        try (WeftProcess server = serve("witness");
                Socket socket = connect(server)) {
            socket.getOutputStream().write(clientHelloOf11());

            String answer = untilEnd(socket);

            assertTrue(answer.matches(PROTOCOL_VERSION), answer);
        }
    }

    @Test
    void renegotiationIsRefusedToOpenssl() throws Exception {
        Installed.wish("openssl");
        try (WeftProcess server = serve("witness");
                WeftProcess openssl = openssl(server, "-tls1_2")) {
            openssl.awaitOutput("Extended master secret");
            openssl.type("R\n");

            openssl.awaitOutput("RENEGOTIATING");
            openssl.awaitOutput("alert handshake failure");
        }
    }

    @Test
    void newKeysAreAgreedOnWithOpenssl() throws Exception {
        Installed.wish("openssl");
        try (WeftProcess server = serve("witness");
                WeftProcess openssl = openssl(server, "-tls1_3")) {
            openssl.awaitOutput("Verify return code");
            // A new key for its side, and the wish that the server take one too.
            openssl.type("K\n");
            openssl.awaitOutput("KEYUPDATE");

            openssl.type("GET /api/handlers HTTP/1.1\r\nHost: localhost\r\n\r\n");

            openssl.awaitOutput("HTTP/1.1 200 OK");
        }
    }

    private static WeftProcess openssl(WeftProcess server, String version) throws IOException {
        return WeftProcess.run(
                new ProcessBuilder("openssl", "s_client", version, "-connect", "127.0.0.1:" + server.port()));
    }

    private WeftProcess serve(String handler, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--plugins-dir", folder.toString(), "--handler", handler));
        arguments.addAll(
                List.of("--plugins-dir", WeftProcess.home().resolve("plugins").toString()));
        arguments.addAll(List.of(files));
        arguments.addAll(List.of(more));
        return WeftProcess.serve(arguments.toArray(String[]::new));
    }

    private static Socket connect(WeftProcess server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    /** All that comes until the server ends the connection, in hexadecimal. */
    private static String untilEnd(Socket socket) throws IOException {
        socket.setSoTimeout((int) WeftProcess.PATIENCE.toMillis());
        StringBuilder hex = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                hex.append(HexFormat.of().toHexDigits((byte) next));
            }
        } catch (SocketException reset) {
            // An end too.
        }
        return hex.toString();
    }

    private static long lines(WeftProcess server) {
        return server.output().lines().filter(line -> line.contains("lost:")).count();
    }

    /** RFC 4346 7.4.1.2: a ClientHello of TLS 1.1 with one cipher suite and no extensions. */
    private static byte[] clientHelloOf11() {
        String hello = "0302" + "11".repeat(32) + "00" + "0002c009" + "0100";
        return HexFormat.of().parseHex("160301002d" + "01000029" + hello);
    }
}
