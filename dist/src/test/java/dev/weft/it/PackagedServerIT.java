package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The packaged server and plugins, spoken to by the JDK's client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagedServerIT {

    private WeftProcess server;

    @BeforeAll
    void start() throws Exception {
        server = WeftProcess.serve("--handler", "echo", "--handler", "uppercase", "--handler", "json-command");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void echoesTextBinaryAndFragments() throws Exception {
        try (JdkClient client = JdkClient.connect(server.ws("/"))) {
            assertEquals("text straße 中文 🧵", client.send("straße 中文 🧵").next());
            assertEquals("text ", client.send("").next());
            client.socket()
                    .sendBinary(ByteBuffer.wrap(new byte[] {0, (byte) 0xFF}), true)
                    .join();
            assertEquals("binary 00ff", client.next());
            client.socket().sendText("frag", false).join();
            client.socket().sendPing(ByteBuffer.wrap(new byte[] {7})).join();
            client.socket().sendText("ments", true).join();
            assertEquals("pong 07", client.next());
            assertEquals("text fragments", client.next());
        }
    }

    @Test
    void echoesEveryPayloadLengthForm() throws Exception {
        try (JdkClient client = JdkClient.connect(server.ws("/ws/echo"))) {
            for (int size : new int[] {125, 126, 127, 65_535, 65_536, 1024 * 1024}) {
                String message = "x".repeat(size);
                assertEquals("text " + message, client.send(message).next(), () -> size + " bytes");
            }
        }
    }

    @Test
    void answersTheClosingHandshake() throws Exception {
        try (JdkClient client = JdkClient.connect(server.ws("/ws/echo"))) {
            client.socket().sendClose(4000, "done").join();
            assertEquals("close 4000", client.next());
        }
    }

    @Test
    void refusesAMessageOverTheLimit() throws Exception {
        try (JdkClient client = JdkClient.connect(server.ws("/ws/echo"))) {
            String end = client.send(ByteBuffer.allocate(1024 * 1024 + 1)).next();
            assertTrue(end.startsWith("close 1009"), end);
        }
    }

    @Test
    void eachChosenHandlerAnswersAtItsOwnPath() throws Exception {
        try (JdkClient upper = JdkClient.connect(server.ws("/ws/uppercase"));
                JdkClient json = JdkClient.connect(server.ws("/ws/json-command"))) {
            assertEquals("text STRASSE", upper.send("straße").next());
            assertTrue(upper.send(ByteBuffer.allocate(1)).next().startsWith("close 1003"));
            String sum = json.send("{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"params\":[1,2],\"id\":7}")
                    .next();
            assertEquals("text {\"jsonrpc\":\"2.0\",\"result\":3,\"id\":7}", sum);
        }
    }

    @Test
    void saysWhyAnOriginIsRefusedAndHowToLetItIn() throws Exception {
        // What nginx sends if its configuration says proxy_pass and Upgrade, and nothing of Host.
        String request = String.join(
                "\r\n",
                "GET / HTTP/1.1",
                "Host: 127.0.0.1",
                "Upgrade: websocket",
                "Connection: upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Origin: https://chat.example",
                "",
                "");
        String why = "403 Forbidden\npages of the origin 'https://chat.example' may not connect: expected"
                + " http://127.0.0.1, from the Host and scheme of the request. To let them in, start the server with"
                + " --origin https://chat.example; behind a proxy, have it pass on Host, X-Forwarded-For and"
                + " X-Forwarded-Proto, and start the server with --trusted-proxy and the proxy's address\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout((int) WeftProcess.PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertEquals(why, answer.substring(answer.indexOf("\r\n\r\n") + 4));
            assertTrue(answer.contains("\r\nContent-Type: text/plain; charset=utf-8\r\n"), answer);
            assertTrue(answer.contains("\r\nX-Content-Type-Options: nosniff\r\n"), answer);
            server.awaitOutput("INFO .*! .* 403 pages of the origin 'https://chat\\.example' may not connect");
        }
    }

    @Test
    void servesTheBrowserClientAndWhatItNeeds() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        HttpResponse<String> page = http.send(get("/"), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> handlers = http.send(get("/api/handlers"), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> missing = http.send(get("/ws/stdin-reply"), HttpResponse.BodyHandlers.ofString());

        assertEquals(200, page.statusCode());
        assertTrue(page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
        assertTrue(page.headers().firstValue("ETag").isPresent());
        assertTrue(handlers.body().contains("\"id\":\"echo\""), handlers::body);
        assertTrue(handlers.body().contains("\"path\":\"/ws/uppercase\""), handlers::body);
        assertTrue(handlers.body().contains("\"examples\":[\"{\\\"command\\\":\\\"help\\\"}\""), handlers::body);
        assertEquals(426, missing.statusCode());
    }

    @Test
    void tellsAPageWhyItsWebSocketWasRefused() throws Exception {
        String own = "http://" + server.http("/").getAuthority();

        assertEquals(426, inquire("/ws/echo", own).statusCode());
        assertEquals(426, inquire("/anything", own).statusCode());
        HttpResponse<String> unknown = inquire("/ws/nobody", own);
        assertEquals(404, unknown.statusCode());
        assertEquals("404 Not Found\nno such handler\n", unknown.body());
        assertEquals(403, inquire("/ws/echo", "https://elsewhere.example").statusCode());
    }

    /** The page's own connection is kept alive, so it gets through to a server that lets nobody else in. */
    @Test
    void tellsAPageThatThereAreTooManyConnections() throws Exception {
        try (WeftProcess small = WeftProcess.serve("--handler", "echo", "--max-connections", "2");
                HttpClient page = HttpClient.newHttpClient()) {
            HttpRequest list =
                    HttpRequest.newBuilder(small.http("/api/handlers")).build();
            page.send(list, HttpResponse.BodyHandlers.ofString());
            try (JdkClient last = JdkClient.connect(small.ws("/ws/echo"))) {
                assertEquals("text hello", last.send("hello").next());
                String own = "http://" + small.http("/").getAuthority();
                HttpResponse<String> answer = inquire(page, small, "/ws/echo", own);
                assertEquals("503 Service Unavailable\ntoo many connections\n", answer.body());
            }
        }
    }

    private HttpResponse<String> inquire(String path, String pageOrigin) throws Exception {
        return inquire(HttpClient.newHttpClient(), server, path, pageOrigin);
    }

    private static HttpResponse<String> inquire(HttpClient page, WeftProcess asked, String path, String pageOrigin)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(asked.http(path))
                .header("Weft-Page-Origin", pageOrigin)
                .build();
        return page.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(server.http(path)).build();
    }
}
