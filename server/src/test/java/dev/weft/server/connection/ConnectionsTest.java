package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.config.ServerConfig;
import dev.weft.server.config.Setting;
import dev.weft.server.config.Settings;
import dev.weft.server.net.MemoryTransport;
import dev.weft.server.plugin.deploy.Deployed;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.web.WebSite;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionsTest {

    private static final byte[] HANDSHAKE = """
            GET / HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """.getBytes(StandardCharsets.US_ASCII);

    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final MemoryTransport transport = new MemoryTransport();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Generation generation = Deployed.handler("echo", Session::send);
    private Connections connections;

    @BeforeEach
    void make() throws Exception {
        ServerConfig config = Settings.read(
                        Map.of(Setting.HANDLER, List.of("echo"), Setting.WEB_DIR, List.of("none")), Optional.empty())
                .server();
        WebSite site = new WebSite(Path.of("none"), () -> new byte[0]);
        connections = new Connections(config, id -> Optional.of(generation), site, registry, System::nanoTime);
    }

    private void connect() {
        Thread.ofVirtual().start(connections.connection(transport, ended::countDown));
    }

    private String received() {
        return new String(transport.receivedBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void carryAConnectionFromItsHandshakeToItsEnd() throws Exception {
        transport.peerSends(HANDSHAKE);
        transport.peerSends("8181 00000000 61");
        connect();

        transport.awaitReceivedLast("810161");
        assertTrue(received().startsWith("HTTP/1.1 101 "), this::received);
        assertEquals(1, registry.sessionsOf("echo").size());

        transport.peerEnds();

        assertTrue(ended.await(20, TimeUnit.SECONDS));
        assertEquals(0, registry.size());
        assertEquals(0, generation.pins());
    }

    @Test
    void turnAwayOneTooManyWithAnAnswerAndNoThread() {
        connections.turnAway(transport);

        assertTrue(received().startsWith("HTTP/1.1 503 "), this::received);
        assertTrue(transport.isCut());
        assertEquals(0, registry.size());
    }

    @Test
    void abortWhatHasNotEndedWhenTheTimeIsOver() throws Exception {
        transport.peerSends(HANDSHAKE);
        transport.peerSends("8181 00000000 61");
        connect();
        transport.awaitReceivedLast("810161");

        connections.stop(CloseStatus.GOING_AWAY, Duration.ofMillis(1));

        assertTrue(received().contains("\u0088\u0002\u0003\u00e9"), this::received);
        assertTrue(ended.await(20, TimeUnit.SECONDS), "its peer never answered the Close");
        assertEquals(0, registry.size());
    }
}
