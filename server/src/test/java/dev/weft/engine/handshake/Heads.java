package dev.weft.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.weft.engine.http.HeadLimits;
import dev.weft.engine.http.HeadOutcome;
import dev.weft.engine.http.RequestHead;
import dev.weft.engine.http.RequestHeadParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Heads of handshakes, as bytes. */
final class Heads {

    /** RFC 6455 1.3: the key of the example, and what it must be answered. */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private static final String VALID = """
            GET /ws/echo HTTP/1.1
            Host: example.com
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            """;

    private Heads() {}

    /** A handshake without a fault. */
    static RequestHead valid() {
        return parse(VALID);
    }

    /** The same with more lines. */
    static RequestHead with(String... lines) {
        return parse(VALID + String.join("\n", lines) + "\n");
    }

    /** The same without the line that starts so. */
    static RequestHead without(String start) {
        return parse(VALID.replaceAll("(?m)^" + start + ".*\n", ""));
    }

    /** The same with other lines in the place of one. */
    static RequestHead replacing(String start, String... lines) {
        return parse(VALID.replaceAll("(?m)^" + start + ".*\n", "") + String.join("\n", lines) + "\n");
    }

    /** The same with another request line. */
    static RequestHead requesting(String requestLine) {
        return parse(VALID.replaceFirst(".*", requestLine));
    }

    /** A request that asks for no WebSocket. */
    static RequestHead plain(String requestLine, String... lines) {
        return parse(requestLine + "\nHost: example.com\n" + String.join("\n", lines) + "\n");
    }

    private static RequestHead parse(String lines) {
        byte[] bytes = (lines.strip().replace("\n", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        HeadOutcome outcome = new RequestHeadParser(HeadLimits.DEFAULT).parse(ByteBuffer.wrap(bytes));
        return assertInstanceOf(HeadOutcome.Complete.class, outcome).head();
    }
}
