package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that changes while it is sent, with the next request waiting behind it. */
class ChangingFilesIT {

    /** Far more than the sockets' buffers hold, so that the server is in the midst of it. */
    private static final int SIZE = 64 * 1024 * 1024;

    private static final int SHORTER = 1024 * 1024;

    private static final byte[] TWO_REQUESTS = """
            GET /large.bin HTTP/1.1\r
            Host: a\r
            \r
            GET /other.txt HTTP/1.1\r
            Host: a\r
            Connection: close\r
            \r
            """.getBytes(StandardCharsets.US_ASCII);

    private final byte[] content = new byte[SIZE];

    @TempDir
    private Path web;

    private Path large;

    @BeforeEach
    void writeFiles() throws IOException {
        new Random(20_261_122L).nextBytes(content);
        large = Files.write(web.resolve("large.bin"), content);
        Files.writeString(web.resolve("other.txt"), "the other");
    }

    @Test
    void oneThatShrinksEndsTheConnectionShort() throws Exception {
        try (WeftProcess server = serve();
                Socket socket = request(server)) {
            InputStream in = socket.getInputStream();
            assertTrue(readHead(in).contains("Content-Length: " + SIZE + "\r\n"));
            try (FileChannel file = FileChannel.open(large, StandardOpenOption.WRITE)) {
                file.truncate(SHORTER);
            }

            byte[] received = readAll(in);

            // RFC 9112 8: it is incomplete, and nothing that looks like the rest follows.
            assertTrue(received.length < SIZE, () -> received.length + " bytes");
            assertArrayEquals(Arrays.copyOf(content, received.length), received);
        }
    }

    @Test
    void oneThatIsReplacedIsSentAsItWas() throws Exception {
        try (WeftProcess server = serve();
                Socket socket = request(server)) {
            InputStream in = socket.getInputStream();
            assertTrue(readHead(in).contains("Content-Length: " + SIZE + "\r\n"));
            Files.move(Files.writeString(web.resolve("new"), "another"), large, StandardCopyOption.REPLACE_EXISTING);

            assertArrayEquals(content, in.readNBytes(SIZE));
            assertTrue(readHead(in).startsWith("HTTP/1.1 200 "));
            assertEquals("the other", new String(readAll(in), StandardCharsets.US_ASCII));
        }
    }

    private WeftProcess serve() throws Exception {
        return WeftProcess.serve("--handler", "echo", "--web-dir", web.toString());
    }

    private static Socket request(WeftProcess server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) WeftProcess.PATIENCE.toMillis());
        socket.getOutputStream().write(TWO_REQUESTS);
        return socket;
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.read());
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** All that comes before the end, be it a reset. */
    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[64 * 1024];
        try {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                all.write(piece, 0, count);
            }
        } catch (java.net.SocketException reset) {
            // An end, too; a silence would be a SocketTimeoutException.
        }
        return all.toByteArray();
    }
}
