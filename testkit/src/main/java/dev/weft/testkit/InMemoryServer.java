package dev.weft.testkit;

import dev.weft.server.config.ServerConfig;
import dev.weft.server.config.Setting;
import dev.weft.server.config.SettingGroup;
import dev.weft.server.config.Settings;
import dev.weft.server.connection.Connections;
import dev.weft.spi.CloseStatus;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The server's connections without sockets: bytes are handed directly between client and server. */
final class InMemoryServer {

    /** Why a fifth? Handlers get a fair time before they are interrupted, and the rest is left for what follows. */
    private static final Duration GRACE = Scene.PATIENCE.dividedBy(5);

    /** The port of the first client: the first dynamic port (RFC 6335 6). */
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
     * The server's defaults, except those that would make a test depend on time: clients in memory cannot vanish
     * unnoticed, and each of their messages arrives as a whole.
     *
     * @param handlerIds the handlers' ids; the first one answers on any path
     * @param topics settings for topics, by their names
     * @throws IllegalArgumentException if one is not for topics, or has no such value
     */
    static ServerConfig config(List<String> handlerIds, Map<String, String> topics) {
        Map<Setting, List<String>> flags = new EnumMap<>(Map.of(
                Setting.HANDLER, handlerIds,
                Setting.WEB_DIR, List.of("none"),
                Setting.COMPRESSION, List.of("off"),
                Setting.ORIGIN, List.of("*"),
                Setting.HANDSHAKE_TIMEOUT, List.of("0"),
                Setting.MESSAGE_TIMEOUT, List.of("0"),
                Setting.PING_INTERVAL, List.of("0")));
        topics.forEach((key, value) -> flags.put(topicSetting(key), List.of(value)));
        try {
            return Settings.read(flags, Optional.empty()).server();
        } catch (FileSystemException environment) {
            throw new UncheckedIOException(environment);
        }
    }

    private static Setting topicSetting(String key) {
        return Arrays.stream(Setting.values())
                .filter(setting ->
                        setting.group() == SettingGroup.TOPICS && setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no setting for topics is called " + key));
    }

    /** Makes a client whose connection has just been accepted. */
    TestClient newClient() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.getAndIncrement());
        TestClient client = new TestClient(scene, callbacks, address);
        Thread.ofVirtual()
                .name("weft-client-" + address.getPort())
                .inheritInheritableThreadLocals(false)
                .start(connections.connection(client.transport(), client::over));
        return client;
    }

    /** Ends all sessions, and interrupts handlers that do not return. */
    void stop() {
        connections.stop(CloseStatus.GOING_AWAY, GRACE);
    }
}
