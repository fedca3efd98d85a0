package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.weft.engine.http.HeadLimits;
import dev.weft.engine.http.HeadOutcome;
import dev.weft.engine.http.RequestHead;
import dev.weft.engine.http.RequestHeadParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One request and its response, as text.
 *
 * @param head status line and header lines, with LF at their ends
 * @param body after the empty line
 */
record Exchange(String head, String body, KeepAlive keepAlive) {

    static Exchange of(WebSite site, String requestLine, String... lines) throws IOException {
        Received received = new Received();
        KeepAlive keepAlive = site.respond(request(requestLine, lines), received);
        String response = new String(received.bytes(), StandardCharsets.ISO_8859_1);
        int end = response.indexOf("\r\n\r\n");
        return new Exchange(
                response.substring(0, end + 2).replace("\r\n", "\n"), response.substring(end + 4), keepAlive);
    }

    static RequestHead request(String requestLine, String... lines) {
        return assertInstanceOf(HeadOutcome.Complete.class, parse(requestLine, lines))
                .head();
    }

    static HeadOutcome parse(String requestLine, String... lines) {
        String head = requestLine + "\r\nHost: a\r\n" + String.join("", lines).replace("\n", "\r\n") + "\r\n";
        return new RequestHeadParser(HeadLimits.DEFAULT)
                .parse(ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)));
    }

    int status() {
        return Integer.parseInt(head, 9, 12, 10);
    }

    Optional<String> field(String name) {
        return head.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .reduce((first, second) -> first + " | " + second);
    }
}
