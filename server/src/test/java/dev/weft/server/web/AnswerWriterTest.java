package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asked through {@link WebSite}. */
class AnswerWriterTest {

    private static final int PIECE = 64 * 1024;

    @TempDir
    Path root;

    private Path file;
    private WebSite site;

    @BeforeEach
    void serveTheFolder() {
        file = root.resolve("file.bin");
        site = new WebSite(root, () -> new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, PIECE - 1_000, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7})
    void writesAFileOfAnyLengthWhole(int length) throws IOException {
        byte[] content = content(length);
        Files.write(file, content);

        assertArrayEquals(content, body(received()));
    }

    @Test
    @DisplayName("A slow reader holds one piece, whatever the file")
    void writesPiecesOf64KiBFromOneBuffer() throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(10 * 1024 * 1024);
        }
        Received received = received();

        assertEquals(PIECE, received.largestPiece());
        assertEquals(1, received.buffers());
        assertEquals(10 * 1024 * 1024, body(received).length);
    }

    @Test
    void writesASmallFileWithItsHeadAtOnce() throws IOException {
        Files.write(file, content(10_000));

        assertEquals(1, received().pieces());
    }

    @Test
    @DisplayName("RFC 9112 8: a file that shrinks ends the connection, never padded")
    void stopsShortIfTheFileBecomesShorter() throws IOException {
        byte[] content = content(4 * PIECE);
        Files.write(file, content);
        Received received = new Received();

        assertThrows(
                EOFException.class,
                () -> site.respond(Exchange.request("GET /file.bin HTTP/1.1"), bytes -> {
                    received.write(bytes);
                    truncate(file, 2 * PIECE);
                }));

        byte[] sent = body(received);
        assertTrue(sent.length <= 2 * PIECE);
        assertArrayEquals(Arrays.copyOf(content, sent.length), sent);
    }

    @Test
    void goesOnWithTheSameFileIfAnotherTakesItsName() throws IOException {
        byte[] content = content(4 * PIECE);
        Files.write(file, content);
        Path other = Files.write(root.resolve("other.bin"), new byte[10]);
        Received received = new Received();

        site.respond(Exchange.request("GET /file.bin HTTP/1.1"), bytes -> {
            received.write(bytes);
            if (Files.exists(other)) {
                Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            }
        });

        assertArrayEquals(content, body(received));
    }

    @Test
    void ignoresWhatAFileGrowsByWhileItIsSent() throws IOException {
        byte[] content = content(2 * PIECE);
        Files.write(file, content);
        Received received = new Received();

        site.respond(Exchange.request("GET /file.bin HTTP/1.1"), bytes -> {
            received.write(bytes);
            truncate(file, 3 * PIECE);
        });

        assertArrayEquals(content, body(received));
    }

    private Received received() throws IOException {
        Received received = new Received();
        site.respond(Exchange.request("GET /file.bin HTTP/1.1"), received);
        return received;
    }

    private static byte[] body(Received received) {
        byte[] response = received.bytes();
        int end = new String(response, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
        return Arrays.copyOfRange(response, end, response.length);
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(20_260_101L).nextBytes(content);
        return content;
    }

    private static void truncate(Path file, long length) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(length);
        }
    }
}
