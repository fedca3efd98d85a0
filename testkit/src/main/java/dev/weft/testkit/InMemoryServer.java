package dev.weft.testkit;

import dev.weft.server.config.ServerConfig;
import dev.weft.server.config.Setting;
import dev.weft.server.config.Settings;
import dev.weft.server.connection.Connections;
import dev.weft.spi.CloseStatus;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The server's connections, and no socket: each client's bytes go from hand to hand. */
final class InMemoryServer {

    /** Why a fifth? Who has to be interrupted is given a fair time before, and the rest is for what follows. */
    private static final Duration GRACE = Scene.PATIENCE.dividedBy(5);

    /** Where the first client comes from: the first port that nobody owns (RFC 6335 6). */
    private static final int FIRST_PORT = 49_152;

    private final Scene scene;
    private final Callbacks callbacks;
    private final Connections connections;
    private final AtomicInteger ports = new AtomicInteger(FIRST_PORT);

    InMemoryServer(Scene scene, Callbacks callbacks, Connections connections) {
        this.scene = scene;
        this.callbacks = callbacks;
        this.connections = connections;
        connections.start();
    }

    /**
     * The server's defaults, but for what would make a test depend on time: clients in memory are not lost unnoticed, and
     * each of their messages is there as a whole.
     *
     * @param handlerIds the first answers on any path
     */
    static ServerConfig config(List<String> handlerIds) {
        Map<Setting, List<String>> flags = Map.of(
                Setting.HANDLER, handlerIds,
                Setting.WEB_DIR, List.of("none"),
                Setting.COMPRESSION, List.of("off"),
                Setting.ORIGIN, List.of("*"),
                Setting.HANDSHAKE_TIMEOUT, List.of("0"),
                Setting.MESSAGE_TIMEOUT, List.of("0"),
                Setting.PING_INTERVAL, List.of("0"));
        try {
            return Settings.read(flags, Optional.empty()).server();
        } catch (FileSystemException environment) {
            throw new UncheckedIOException(environment);
        }
    }

    /** A client whose connection has just been accepted. */
    TestClient newClient() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.getAndIncrement());
        TestClient client = new TestClient(scene, callbacks, address);
        Thread.ofVirtual()
                .name("weft-client-" + address.getPort())
                .inheritInheritableThreadLocals(false)
                .start(connections.connection(client.transport(), client::over));
        return client;
    }

    /** Says goodbye to all, and interrupts who does not go. */
    void stop() {
        connections.stop(CloseStatus.GOING_AWAY, GRACE);
    }
}
