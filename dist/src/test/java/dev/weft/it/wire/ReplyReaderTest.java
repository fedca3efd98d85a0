package dev.weft.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.it.wire.Transcript.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyReaderTest {

    private static final byte[] GET = bytes("GET / HTTP/1.1\r\n\r\n");

    @Test
    void readsResponsesOneAfterTheOther() {
        byte[] bytes = bytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"
                + "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nwhy");

        assertEquals(
                List.of(new Reply("200", List.of("content-length: 4")), new Reply("400", List.of("connection: close"))),
                ReplyReader.responses(bytes, GET));
    }

    @Test
    void readsFramesAfterA101() {
        byte[] bytes = HeadText.bytes("HTTP/1.1 101 Switching Protocols\\r\\n\\r\\n{=81 02 'Hi' 88 02 03 E8}");

        assertEquals(List.of("101", "text 4869", "close 1000"), lines(ReplyReader.responses(bytes, GET)));
    }

    @Test
    void aHeadHasNoContentWhateverItsLengthSays() {
        byte[] bytes = bytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n");

        assertEquals(List.of("200", "404"), lines(ReplyReader.responses(bytes, bytes("HEAD / HTTP/1.1\r\n\r\n"))));
    }

    @Test
    void joinsFragmentsAndInflates() {
        byte[] bytes = FrameText.bytes("41 03 F2 48 CD 8A 00 80 04 C9 C9 07 00 88 00");

        assertEquals(List.of("pong", "text 48656c6c6f", "close"), lines(ReplyReader.frames(bytes)));
    }

    @Test
    void shortensLongPayloads() {
        byte[] bytes = FrameText.bytes("82 7E 00 80 128*'a'");

        assertEquals(List.of("binary 128 bytes, CRC f12b368c"), lines(ReplyReader.frames(bytes)));
    }

    @Test
    void whatIsNeitherIsGarbage() {
        assertEquals(List.of("garbage <html>"), lines(ReplyReader.responses(bytes("<html>"), GET)));
        assertEquals(List.of("garbage Hi"), lines(ReplyReader.frames(FrameText.bytes("81 05 'Hi'"))));
        assertEquals(List.of("garbage "), lines(ReplyReader.frames(FrameText.bytes("81 85"))));
    }

    private static List<String> lines(List<Reply> replies) {
        return replies.stream().map(Reply::line).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
