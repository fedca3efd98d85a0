package dev.weft.server.client;

import dev.weft.server.client.ConnectOptions.Header;
import dev.weft.server.log.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The text with which a server refuses an opening handshake. The JDK's client drops the body of that answer, so the
 * handshake is sent once more as an ordinary request.
 */
final class Refusal {

    /** Why 3 s? The server has just answered the same request. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Why 1,000? A few lines; a whole page does not belong on a terminal. */
    private static final int MAX_BYTES = 1000;

    /** The example of RFC 6455 1.3. The accept key in the answer is not checked. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private Refusal() {}

    /** The text of the answer, on one line and safe to show; empty if it cannot be obtained. */
    static String text(HttpClient client, Target target, List<Header> headers, int status) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(target.page())
                    .version(HttpClient.Version.HTTP_1_1)
                    .timeout(TIMEOUT)
                    .header("Connection", "Upgrade")
                    .header("Upgrade", "websocket")
                    .header("Sec-WebSocket-Version", "13")
                    .header("Sec-WebSocket-Key", KEY);
            headers.forEach(header -> request.header(header.name(), header.value()));
            HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return answer.statusCode() == status && isText(answer) ? line(body.readNBytes(MAX_BYTES)) : "";
            }
        } catch (IOException | IllegalArgumentException noText) {
            return "";
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static boolean isText(HttpResponse<?> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return type.startsWith("text/plain") || type.contains("json");
    }

    private static String line(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        return Printable.of(text);
    }
}
