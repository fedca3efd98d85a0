package dev.weft.server.runtime;

import dev.weft.server.config.Redeploying;
import dev.weft.server.config.ServerConfig;
import dev.weft.server.connection.ConnectionRegistry;
import dev.weft.server.console.Console;
import dev.weft.server.console.OperatorDesk;
import dev.weft.server.log.LogOutput;
import dev.weft.server.plugin.deploy.HandlerContextFactory;
import dev.weft.server.plugin.deploy.HandlerRegistry;
import dev.weft.server.plugin.deploy.ReplacementPolicy;
import dev.weft.server.plugin.source.PluginFolder;
import dev.weft.server.tls.TlsFileException;
import dev.weft.server.tls.TrustedCertificates;
import dev.weft.server.topic.TopicHub;
import dev.weft.server.web.WebSite;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Everything that runs for one {@code serve}: the chosen handlers, the sockets, the browser client and the operator's
 * console. Thread-safe.
 *
 * <pre>
 *   start handlers -> listen -> stop
 * </pre>
 */
public final class Weft {

    private final ServerConfig config;
    private final Console console;
    private final ConnectionRegistry connections = new ConnectionRegistry();
    private final TopicHub topics;
    private final OperatorDesk desk;
    private final HandlerRegistry handlers;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable WebSocketServer server;
    private boolean stopped;

    private Weft(ServerConfig config, Console console) throws TlsFileException {
        this.config = config;
        this.console = console;
        this.topics = new TopicHub(config.topics(), System::nanoTime);
        this.desk = new OperatorDesk(connections::sessionsOf, console::printAbove);
        PluginFolder folder = new PluginFolder(config.pluginsDirs(), TrustedCertificates.first(config.pluginsSigner()));
        EarlyClasses.initialize();
        this.handlers = HandlerRegistry.load(folder, config.handlers(), contexts(), replacementPolicy(config));
        handlers.serve(connections);
    }

    /**
     * Loads the plugins and starts the chosen handlers; nobody can connect yet.
     *
     * @throws TlsFileException if the certificate for plugin signatures cannot be read
     */
    public static Weft startHandlers(ServerConfig config, Console console) throws TlsFileException {
        return new Weft(config, console);
    }

    /** The handlers, and the outcome for every JAR. */
    public HandlerRegistry handlers() {
        return handlers;
    }

    /**
     * Listens and serves, and starts the operator's console. At least one handler must have been found.
     *
     * @param version the version that {@code /api/handlers} tells the browser client
     * @return the address it listens on
     * @throws IOException if the address cannot be listened on, or a certificate or key cannot be used
     */
    public InetSocketAddress listen(String version) throws IOException {
        lock.lock();
        try {
            if (stopped || server != null) {
                throw new IllegalStateException("already " + (stopped ? "stopped" : "listening"));
            }
            WebSite site = new WebSite(config.webDir(), new HandlersJson(version, handlers));
            WebSocketServer started = WebSocketServer.start(config, handlers, site, connections, topics::tidy);
            server = started;
            if (console.isTerminal()) {
                LogOutput.printThrough(console::printAbove);
            }
            console.start(desk);
            if (config.redeploying().watch()) {
                handlers.watch(List.of(config.redeploying().confDir()));
            }
            return started.address();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops in order: no client is let in, messages accepted for sending are sent, every session is closed, the handlers
     * are stopped, and the terminal is restored. Blocks until all that is done, even if another thread began it; takes
     * effect once.
     */
    public void stop() {
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            stopped = true;
            stopAll();
        } finally {
            lock.unlock();
        }
    }

    private void stopAll() {
        try {
            handlers.stopWatching();
            if (server != null) {
                server.stop();
            }
            handlers.stop();
        } finally {
            console.stop();
            LogOutput.printToStandardError();
            LogOutput.flush();
        }
    }

    private HandlerContextFactory contexts() {
        return new ServerContextFactory(
                config, id -> desk.operatorFor(id, connections.sessionEnds()), topics, connections);
    }

    private static ReplacementPolicy replacementPolicy(ServerConfig config) {
        Redeploying redeploying = config.redeploying();
        return new ReplacementPolicy(redeploying.onReplace(), redeploying.drain(), ReplacementPolicy.CALL_LIMIT);
    }
}
