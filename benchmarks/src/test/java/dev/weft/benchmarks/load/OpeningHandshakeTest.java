package dev.weft.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpeningHandshakeTest {

    private final OpeningHandshake handshake = handshake(MessageShape.Coding.PLAIN);
    private final String request =
            StandardCharsets.US_ASCII.decode(handshake.request().duplicate()).toString();

    @Test
    @DisplayName("RFC 6455 1.3: the sample key and its answer")
    void answersTheSampleKey() {
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", OpeningHandshake.accept("dGhlIHNhbXBsZSBub25jZQ=="));
    }

    @Test
    void asksWithoutExtensions() {
        String expected =
                "GET /ws/echo HTTP/1.1\r\nHost: 127.0.0.1:8083\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: " + key() + "\r\nSec-WebSocket-Version: 13\r\n\r\n";

        assertEquals(expected, request);
    }

    @Test
    void offersWhatBrowsersDoIfMessagesAreDeflated() {
        ByteBuffer bytes = handshake(MessageShape.Coding.DEFLATE).request();

        assertTrue(StandardCharsets.US_ASCII
                .decode(bytes)
                .toString()
                .endsWith("\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"));
    }

    @Test
    void rejectsAnExtensionThatWasNotOffered() {
        String answer = "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: " + OpeningHandshake.accept(key())
                + "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";

        assertThrows(ProtocolError.class, () -> handshake.read(bytes(answer)));
    }

    @Test
    void readsTheHeadAndNotAByteMore() {
        ByteBuffer input = bytes(answer(OpeningHandshake.accept(key())) + "\u0081\u0000");

        assertTrue(handshake.read(input));

        assertEquals(2, input.remaining());
    }

    @Test
    void readsAHeadThatComesInSingleBytes() {
        byte[] answer = answer(OpeningHandshake.accept(key())).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < answer.length - 1; i++) {
            assertFalse(handshake.read(ByteBuffer.wrap(answer, i, 1)));
        }

        assertTrue(handshake.read(ByteBuffer.wrap(answer, answer.length - 1, 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 503 Service Unavailable\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: AAAA\r\n\r\n"
            })
    void rejectsAnyOtherAnswer(String answer) {
        assertThrows(ProtocolError.class, () -> handshake.read(bytes(answer)));
    }

    @Test
    void rejectsAnAnswerWithoutEnd() {
        assertThrows(ProtocolError.class, () -> handshake.read(bytes("a".repeat(9_000))));
    }

    private static OpeningHandshake handshake(MessageShape.Coding coding) {
        Messages messages = new Messages(new MessageShape(1_024, Content.JSON, coding));
        return new OpeningHandshake(Target.parse("ws://127.0.0.1:8083/ws/echo"), new Random(1), messages);
    }

    private String key() {
        Matcher key = Pattern.compile("Sec-WebSocket-Key: (\\S{22}==)").matcher(request);
        assertTrue(key.find(), request);
        return key.group(1);
    }

    private static String answer(String accept) {
        return "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nsec-websocket-accept:" + accept + "\r\n\r\n";
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
