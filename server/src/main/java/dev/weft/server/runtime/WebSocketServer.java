package dev.weft.server.runtime;

import dev.weft.server.config.ServerConfig;
import dev.weft.server.config.Timeouts;
import dev.weft.server.connection.ConnectionRegistry;
import dev.weft.server.connection.Connections;
import dev.weft.server.net.Acceptor;
import dev.weft.server.net.Pollers;
import dev.weft.server.net.TlsTransports;
import dev.weft.server.net.TransportFactory;
import dev.weft.server.plugin.deploy.HandlerRegistry;
import dev.weft.server.tls.ServerTls;
import dev.weft.server.web.WebSite;
import dev.weft.spi.CloseStatus;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The running server: listens, serves, and stops in order. Thread-safe. */
public final class WebSocketServer {

    private final ServerConfig config;
    private final Acceptor acceptor;
    private final Connections connections;

    /** Stops what the connections need as long as any are open. */
    private final Runnable stopRest;

    private WebSocketServer(ServerConfig config, Acceptor acceptor, Connections connections, Runnable stopRest) {
        this.config = config;
        this.acceptor = acceptor;
        this.connections = connections;
        this.stopRest = stopRest;
    }

    /**
     * Listens and serves.
     *
     * @param handlers the handlers, at least one of them chosen
     * @param registry holds the open sessions; one for each server
     * @param tidy run ten times a second
     * @throws IOException if the address cannot be listened on, or a certificate or key cannot be used
     */
    public static WebSocketServer start(
            ServerConfig config, HandlerRegistry handlers, WebSite site, ConnectionRegistry registry, Runnable tidy)
            throws IOException {
        // Null for a plain server, which does not even load the JDK's TLS.
        ServerTls tls = config.tls().isPresent() ? ServerTls.open(config.tls().get()) : null;
        Connections connections = new Connections(config, handlers, site, registry);
        Pollers pollers = Pollers.open();
        TransportFactory transports = tls == null ? pollers : new TlsTransports(tls::engine, pollers);
        Acceptor acceptor;
        try {
            acceptor = Acceptor.listen(
                    new InetSocketAddress(config.host(), config.port()),
                    config.limits().maxConnections(),
                    transports,
                    connections::connection,
                    connections::turnAway);
        } catch (IOException | RuntimeException cannotListen) {
            pollers.stop();
            throw cannotListen;
        }
        pollers.start();
        connections.start(() -> {
            pollers.check();
            tidy.run();
        });
        acceptor.start();
        if (tls == null) {
            return new WebSocketServer(config, acceptor, connections, pollers::stop);
        }
        tls.start();
        return new WebSocketServer(config, acceptor, connections, () -> {
            pollers.stop();
            tls.stop();
        });
    }

    /** The address that this listens on. */
    public InetSocketAddress address() throws IOException {
        return acceptor.address();
    }

    /**
     * Stops in order: accepts no more connections, lets every session's queue be written, closes each session with 1001,
     * or with 1012 one after the other within the drain spread if there is one, and then waits at most the shutdown
     * timeout. Connections still open then are aborted, and their handlers interrupted. Blocks until done.
     */
    public void stop() {
        Timeouts timeouts = config.timeouts();
        acceptor.stop();
        // A client that is told of a restart comes back; one whose server goes away may go away as well.
        CloseStatus status = timeouts.drainSpread().isZero() ? CloseStatus.GOING_AWAY : CloseStatus.SERVICE_RESTART;
        connections.stop(status, timeouts.drainSpread(), timeouts.shutdown());
        stopRest.run();
    }
}
