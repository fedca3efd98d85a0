package dev.weft.server.client;

import static dev.weft.server.client.ClientRun.FOR_EVER;
import static dev.weft.server.client.ClientRun.echoServer;
import static dev.weft.server.client.ClientRun.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.weft.server.client.ConnectOptions.Display;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class ConnectHandshakeTest {

    private final ClientRun client = new ClientRun();

    @Test
    void sendsHeadersAndOffersSubprotocols() throws Exception {
        CompletableFuture<String> head = new CompletableFuture<>();
        TinyServer.Script script = peer -> {
            head.complete(peer.head());
            peer.accept("Sec-WebSocket-Protocol: chat.v1\r\n");
            peer.sendClose(1000, "");
            peer.read();
        };
        ConnectOptions options = new ConnectOptions(
                List.of(
                        ConnectOptions.Header.parse("Origin: https://example.org"),
                        ConnectOptions.Header.parse("X-Trace:7")),
                List.of("chat.v2", "chat.v1"),
                FOR_EVER,
                Display.PIPE);
        try (TinyServer server = new TinyServer(script)) {
            int status = client.run(server.uri("/ws/chat?room=1"), options, new StringReader(""));

            String sent = head.join();
            assertTrue(sent.startsWith("GET /ws/chat?room=1 HTTP/1.1\r\n"), sent);
            assertTrue(sent.contains("Origin: https://example.org\r\n"), sent);
            assertTrue(sent.contains("X-Trace: 7\r\n"), sent);
            assertTrue(sent.contains("Sec-WebSocket-Protocol: chat.v2, chat.v1\r\n"), sent);
            assertTrue(client.err.toString().contains(", subprotocol chat.v1"), client.err::toString);
            assertEquals(0, status);
        }
    }

    @Test
    void sendsTheUserAndThePasswordOfTheUrlAndShowsNeither() throws Exception {
        CompletableFuture<String> head = new CompletableFuture<>();
        TinyServer.Script script = peer -> {
            head.complete(peer.head());
            peer.accept("");
            peer.sendClose(1000, "");
            peer.read();
        };
        try (TinyServer server = new TinyServer(script)) {
            URI uri = URI.create(server.uri("/").toString().replace("ws://", "ws://Aladdin:open%20sesame@"));

            int status = client.run(uri, options(FOR_EVER, Display.PIPE), new StringReader(""));

            // RFC 7617 2: the example.
            assertTrue(head.join().contains("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"), head.join());
            assertFalse(client.err.toString().contains("sesame"), client.err::toString);
            assertEquals(0, status);
        }
    }

    @Test
    void refusesTwoCredentials() {
        ConnectOptions options = new ConnectOptions(
                List.of(ConnectOptions.Header.parse("authorization: Bearer x")), List.of(), FOR_EVER, Display.PIPE);

        int status = client.run(URI.create("ws://a:b@127.0.0.1:1/"), options, new StringReader(""));

        assertTrue(
                client.err.toString().contains("the URL and --header both give authorization"), client.err::toString);
        assertEquals(2, status);
    }

    @Test
    void saysWhatTheServerSaidWhenItRefused() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] text = "nobody is called\n\u001b[31mecho\n".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(404, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("ws://127.0.0.1:" + server.getAddress().getPort() + "/ws/echo");

            int status = client.run(uri, options(FOR_EVER, Display.PIPE), new StringReader(""));

            assertTrue(
                    client.err.toString().contains("HTTP 404: nobody is called \\x1B[31mecho"), client.err::toString);
            assertEquals(1, status);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void takesTheAddressOfThePageToo() throws Exception {
        try (TinyServer server = echoServer()) {
            URI page = URI.create(server.uri("/").toString().replace("ws:", "http:"));

            assertEquals(0, client.run(page, options(Duration.ZERO, Display.PIPE), new StringReader("")));
        }
    }

    @Test
    void saysWithWhatStatusTheServerRefused() throws Exception {
        TinyServer.Script script = peer ->
                peer.write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        try (TinyServer server = new TinyServer(script)) {
            int status = client.run(server, "", FOR_EVER, Display.PIPE);

            assertTrue(client.err.toString().contains("the server answered with HTTP 503"), client.err::toString);
            assertEquals(1, status);
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        URI nobody;
        try (ServerSocket freed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("ws://127.0.0.1:" + freed.getLocalPort() + "/");
        }

        int status = client.run(nobody, options(FOR_EVER, Display.PIPE), new StringReader(""));

        assertTrue(client.err.toString().contains("nothing is listening there"), client.err::toString);
        assertEquals(1, status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://127.0.0.1/",
                "localhost:8083",
                "echo",
                "ws://127.0.0.1:1/#fragment",
                "ws:///x",
                "wss://a_b/",
                "ws://a_b:x/"
            })
    void refusesAnAddressThatMakesNoSense(String uri) {
        int status = client.run(URI.create(uri), options(FOR_EVER, Display.PIPE), new StringReader(""));

        assertEquals(2, status, client.err::toString);
    }

    @ParameterizedTest
    @CsvSource({"Sec-WebSocket-Key: x, chat", "Connection: close, chat", "bad name: x, chat", "X: y, not a token"})
    void refusesAFieldOrASubprotocolThatMakesNoSense(String field, String subprotocol) {
        ConnectOptions options = new ConnectOptions(
                List.of(ConnectOptions.Header.parse(field)), List.of(subprotocol), FOR_EVER, Display.PIPE);

        int status = client.run(URI.create("ws://127.0.0.1:1/"), options, new StringReader(""));

        assertEquals(2, status, client.err::toString);
    }
}
