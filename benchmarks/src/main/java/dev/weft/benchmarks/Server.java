package dev.weft.benchmarks;

import dev.weft.benchmarks.peer.HelidonEcho;
import dev.weft.benchmarks.peer.JavaWebSocketEcho;
import dev.weft.benchmarks.peer.JettyEcho;
import dev.weft.benchmarks.peer.NettyEcho;
import dev.weft.benchmarks.peer.TomcatEcho;
import dev.weft.benchmarks.peer.UndertowEcho;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The servers that can be compared. */
enum Server {
    WEFT("Weft", null),
    BUN("Bun 1.4", null),
    UNDERTOW("Undertow 2.4", UndertowEcho.class),
    HELIDON("Helidon 4.3", HelidonEcho.class),
    NETTY("Netty 4.2", NettyEcho.class),
    JETTY("Jetty 12.1", JettyEcho.class),
    TOMCAT("Tomcat 11", TomcatEcho.class),
    JAVA_WEBSOCKET("Java-WebSocket 1.6", JavaWebSocketEcho.class);

    private final String label;
    private final @Nullable Class<?> main;

    Server(String label, @Nullable Class<?> main) {
        this.label = label;
        this.main = main;
    }

    String label() {
        return label;
    }

    /** The peer's main class; empty for Weft and Bun, which have commands of their own. */
    Optional<Class<?>> main() {
        return Optional.ofNullable(main);
    }

    /** Whether it runs in a JVM, which tells of its heap. */
    boolean isJvm() {
        return this != BUN;
    }
}
