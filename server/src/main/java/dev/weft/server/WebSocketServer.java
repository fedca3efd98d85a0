package dev.weft.server;

import dev.weft.server.config.ServerConfig;
import dev.weft.server.connection.ConnectionRegistry;
import dev.weft.server.connection.Connections;
import dev.weft.server.net.Acceptor;
import dev.weft.server.plugin.HandlerRegistry;
import dev.weft.server.web.WebSite;
import dev.weft.spi.CloseStatus;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The running server: listens, serves, and stops in order. Thread-safe. */
public final class WebSocketServer {

    private final ServerConfig config;
    private final Acceptor acceptor;
    private final Connections connections;

    private WebSocketServer(ServerConfig config, Acceptor acceptor, Connections connections) {
        this.config = config;
        this.acceptor = acceptor;
        this.connections = connections;
    }

    /**
     * Listens and serves.
     *
     * @param handlers at least one of them chosen
     * @param registry where the open sessions are found; one for each server
     * @throws IOException if the address cannot be listened on
     */
    public static WebSocketServer start(
            ServerConfig config, HandlerRegistry handlers, WebSite site, ConnectionRegistry registry)
            throws IOException {
        Connections connections = new Connections(config, handlers, site, registry);
        Acceptor acceptor = Acceptor.listen(
                new InetSocketAddress(config.host(), config.port()),
                config.limits().maxConnections(),
                connections::connection,
                connections::turnAway);
        connections.start();
        acceptor.start();
        return new WebSocketServer(config, acceptor, connections);
    }

    /** Where this listens. */
    public InetSocketAddress address() throws IOException {
        return acceptor.address();
    }

    /**
     * Stops in order: accepts nobody, lets every session's queue be written, closes each with this status, and waits at
     * most the shutdown timeout. Whoever is left then is cut, and its handler interrupted. Blocks until done.
     */
    public void stop(CloseStatus status) {
        acceptor.stop();
        connections.stop(status, config.timeouts().shutdown());
    }
}
