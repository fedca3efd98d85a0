package dev.weft.server.connection;

import dev.weft.engine.handshake.HandshakeOutcome;
import dev.weft.engine.handshake.OriginPolicy.OwnHost;
import dev.weft.engine.http.HeadLimits;
import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;
import dev.weft.engine.message.MessageLimits;
import dev.weft.server.config.Limits;
import dev.weft.server.config.ServerConfig;
import dev.weft.server.net.Transport;
import dev.weft.server.plugin.Generation;
import dev.weft.server.plugin.HandlerRegistry;
import dev.weft.server.web.ErrorAnswers;
import dev.weft.server.web.WebSite;
import dev.weft.spi.CloseStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The door of this room: makes connections of transports, looks after them, and ends them. Thread-safe. */
public final class Connections {

    /** Why 1 s? An interrupted handler that means to end has ended by then; one that does not is not waited for. */
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    /** Why an eighth? Receive arrays are lent to who is busy; the budget is for what peers make the server keep. */
    private static final int BUDGET_PART = 8;

    private final ConnectionRegistry registry;
    private final Services services;
    private final Watchdog watchdog;

    /** Makes the room for a server with at least one chosen handler. */
    public Connections(ServerConfig config, HandlerRegistry handlers, WebSite site, ConnectionRegistry registry) {
        this(config, handlers::find, site, registry, System::nanoTime);
    }

    /**
     * Makes the room with handlers and a time of the caller's; what the testkit does.
     *
     * @param handlers the generation that takes new sessions, by a handler's id
     */
    public Connections(
            ServerConfig config,
            Function<String, Optional<Generation>> handlers,
            WebSite site,
            ConnectionRegistry registry,
            LongSupplier nanoTime) {
        this.registry = registry;
        CoarseClock clock = new CoarseClock(nanoTime);
        Limits limits = config.limits();
        long arrays = limits.memoryBudget() / BUDGET_PART;
        this.services = new Services(
                clock,
                registry,
                new Routes(config.handlers().get(0), handlers, ownHost(config), config.origins()),
                new TrustedProxies(config.trustedProxies()),
                site,
                new ErrorAnswers(InstantSource.system()),
                headLimits(limits),
                new MessageLimits(limits.maxMessageSize(), limits.maxFragments()),
                Compression.of(config.compression()),
                config.timeouts(),
                new ArrayPool(Math.clamp(arrays / ArrayPool.ARRAY_SIZE, 8, 4096)),
                new OutboxSettings(
                        limits.sendQueueSize(),
                        config.timeouts().write(),
                        config.slowClient(),
                        Cork.pool(),
                        new MemoryBudget(limits.memoryBudget() - arrays)));
        this.watchdog = new Watchdog(registry, clock);
    }

    /** Begins to look after the connections. */
    public void start() {
        start(() -> {});
    }

    /** The same, and looks after something else ten times a second. */
    public void start(Runnable lookAfter) {
        watchdog.start(lookAfter);
    }

    /** What a connection's virtual thread does with a transport: it ends it, and then runs {@code ended}. */
    public Runnable connection(Transport transport, Runnable ended) {
        return new Connection(transport, services, ended);
    }

    /** Answers one connection too many, and ends it. */
    public void turnAway(Transport transport) {
        HandshakeOutcome.Rejected rejected = HandshakeOutcome.Rejected.of(
                HttpStatus.SERVICE_UNAVAILABLE, HeaderFields.of("Retry-After", "5"), "too many connections");
        try {
            transport.write(ByteBuffer.wrap(services.errors().to(rejected)));
            transport.shutdownOutput();
        } catch (IOException gone) {
            // It asked for nothing that could be lost. Over TLS it is cut without an answer: that would take a
            // handshake.
        }
        transport.cut();
    }

    /**
     * Says goodbye to all, waits for what is still to be written and answered, and then ends what is left. Returns when no
     * connection is open, or the time is over.
     *
     * @param status the Close that every session gets
     * @param grace how long it may take
     */
    public void stop(CloseStatus status, Duration grace) {
        registry.stopping();
        registry.snapshot().forEach(connection -> connection.goAway(status));
        if (!registry.awaitEmpty(grace)) {
            registry.snapshot().forEach(Connection::abort);
            registry.awaitEmpty(LAST_GRACE);
        }
        watchdog.stop();
    }

    /** Only its own machine reaches a server on a loopback address, unless it says that there is a proxy before it. */
    private static OwnHost ownHost(ServerConfig config) {
        InetAddress address = new InetSocketAddress(config.host(), config.port()).getAddress();
        boolean local = address != null && address.isLoopbackAddress();
        return local && config.trustedProxies().isEmpty() ? OwnHost.LOCAL : OwnHost.ANY;
    }

    private static HeadLimits headLimits(Limits limits) {
        HeadLimits standard = HeadLimits.DEFAULT;
        int line = Math.min(limits.maxHeaderSize(), standard.headerLine());
        return new HeadLimits(line, line, limits.maxHeaderSize(), standard.headerCount());
    }
}
