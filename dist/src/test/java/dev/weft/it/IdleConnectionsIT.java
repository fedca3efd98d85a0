package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand clients that say nothing, and the figures of it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class IdleConnectionsIT {

    private static final int CONNECTIONS = 10_000;

    private static final byte[] HANDSHAKE = """
            GET / HTTP/1.1\r
            Host: 127.0.0.1\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """.getBytes(StandardCharsets.US_ASCII);

    /** RFC 6455 1.3: the accept value of that key. */
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    // "Hello" masked, and the reply (RFC 6455 5.7).
    private static final byte[] HELLO = HexFormat.of().parseHex("818537fa213d7f9f4d5158");
    private static final String REPLY = "810548656c6c6f";

    @Test
    void stayOpenAndASampleStillEchoes() throws Exception {
        List<SocketChannel> clients = new ArrayList<>(CONNECTIONS);
        try (WeftProcess server = WeftProcess.serve("--handler", "echo", "--max-connections", "10100")) {
            // The first thousand warm the code up: the figure is of a server that has been running.
            open(server, clients, 1000);
            for (int i = 0; i < 20_000; i++) {
                echo(clients.get(i % 1000));
            }
            long before = LiveHeap.of(server);
            long start = System.nanoTime();
            open(server, clients, CONNECTIONS - clients.size());
            double seconds = (System.nanoTime() - start) / 1e9;
            long after = LiveHeap.of(server);

            for (int i = 0; i < CONNECTIONS; i += 100) {
                echo(clients.get(i));
            }

            int measured = CONNECTIONS - 1000;
            System.out.printf(
                    "%,d idle connections: %,d bytes of live heap each, %,.0f connections per second%n",
                    CONNECTIONS, (after - before) / measured, measured / seconds);
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    private static void open(WeftProcess server, List<SocketChannel> clients, int count) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        for (int i = 0; i < count; i++) {
            SocketChannel client = SocketChannel.open(address);
            clients.add(client);
            client.write(ByteBuffer.wrap(HANDSHAKE));
            String response = readHead(client);
            assertTrue(response.startsWith("HTTP/1.1 101 ") && response.contains(ACCEPT), response);
        }
    }

    private static String readHead(SocketChannel client) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(1024);
        while (true) {
            int count = client.read(in);
            String head = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            if (count < 0 || head.endsWith("\r\n\r\n")) {
                return head;
            }
        }
    }

    private static void echo(SocketChannel client) throws IOException {
        client.write(ByteBuffer.wrap(HELLO));
        ByteBuffer in = ByteBuffer.allocate(REPLY.length() / 2);
        while (in.hasRemaining() && client.read(in) >= 0) {
            // Until the reply is whole.
        }
        assertEquals(REPLY, HexFormat.of().formatHex(in.array()));
    }
}
