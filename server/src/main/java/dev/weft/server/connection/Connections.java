package dev.weft.server.connection;

import dev.weft.engine.handshake.OriginPolicy.OwnHost;
import dev.weft.engine.http.HeadLimits;
import dev.weft.engine.message.MessageLimits;
import dev.weft.server.config.Limits;
import dev.weft.server.config.ServerConfig;
import dev.weft.server.log.SafeText;
import dev.weft.server.net.Transport;
import dev.weft.server.outbound.Cork;
import dev.weft.server.outbound.MessageCompression;
import dev.weft.server.outbound.OutboxSettings;
import dev.weft.server.outbound.WindowBudget;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.HandlerRegistry;
import dev.weft.server.resource.ArrayPool;
import dev.weft.server.resource.CoarseClock;
import dev.weft.server.resource.MemoryBudget;
import dev.weft.server.web.ErrorAnswers;
import dev.weft.server.web.WebSite;
import dev.weft.spi.CloseStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The entry point of this package: turns transports into connections, watches over them, and ends them. Thread-safe.
 */
public final class Connections {

    /** Why 1 s? A handler that reacts to its interrupt has ended by then; one that does not is not waited for. */
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    /**
     * Why an eighth? Receive arrays are lent to busy connections only; the budget is for what peers make the server
     * keep.
     */
    private static final int BUDGET_PART = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private static final long HELD_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ConnectionRegistry registry;
    private final ArrayPool arrays;
    private final SharedServices services;
    private final Watchdog watchdog;
    private final SplittableRandom random = new SplittableRandom();

    /** A session, and when it last received or sent a message: read once, because it changes while others are sorted. */
    private record Touched(Connection connection, long at) {}

    /** Prepares for a server with at least one chosen handler. */
    public Connections(ServerConfig config, HandlerRegistry handlers, WebSite site, ConnectionRegistry registry) {
        this(config, handlers::find, site, registry, System::nanoTime);
    }

    /**
     * Prepares with handlers and a clock of the caller's; used by the testkit.
     *
     * @param handlers looks up the generation that takes new sessions by a handler's id
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
        long forArrays = limits.memoryBudget() / BUDGET_PART;
        this.arrays = new ArrayPool(Math.clamp(forArrays / ArrayPool.ARRAY_SIZE, 8, 4096));
        long rest = limits.memoryBudget() - forArrays;
        MemoryBudget budget = new MemoryBudget(rest);
        this.services = new SharedServices(
                clock,
                registry,
                new Routes(config.handlers().get(0), handlers, ownHost(config), config.origins()),
                new TrustedProxies(config.trustedProxies()),
                site,
                new ErrorAnswers(InstantSource.system()),
                limits.maxConnections(),
                HeadLimits.ofSize(limits.maxHeaderSize()),
                new MessageLimits(limits.maxMessageSize(), limits.maxFragments()),
                new MessageCompression(config.compression(), new WindowBudget(budget, rest)),
                config.timeouts(),
                arrays,
                new OutboxSettings(limits.sendQueueSize(), config.slowClient(), Cork.pool(), budget));
        this.watchdog = new Watchdog(registry, clock);
    }

    /** Begins to watch over the connections. */
    public void start() {
        start(() -> {});
    }

    /** The same, and runs the given check ten times a second. */
    public void start(Runnable lookAfter) {
        watchdog.start(lookAfter);
    }

    /**
     * The task for a connection's virtual thread: it serves the transport until its end, and then runs {@code ended}.
     */
    public Runnable connection(Transport transport, Runnable ended) {
        return new Connection(transport, services, ended);
    }

    /** Answers a connection over the limit, and ends it. */
    public void turnAway(Transport transport) {
        try {
            transport.write(ByteBuffer.wrap(services.errors().to(SharedServices.TOO_MANY_CONNECTIONS)));
            transport.shutdownOutput();
        } catch (IOException gone) {
            // It has requested nothing that could be lost. Over TLS it is aborted without an answer, which would take a
            // handshake.
        }
        transport.abort();
    }

    /**
     * Ends all connections as {@link #stop(CloseStatus, Duration)} does, but the sessions one after the other, those that
     * have been idle for longest first, and only then begins to wait. Others are ended at once.
     *
     * @param spread over which time the sessions are closed; zero closes all at once
     */
    public void stop(CloseStatus status, Duration spread, Duration grace) {
        if (!spread.isZero()) {
            registry.stopping();
            try {
                drain(status, spread);
            } catch (RuntimeException | Error fault) {
                // Out of memory, perhaps: then all of them end at once.
                LOG.error("! sessions are not closed one by one: {}", SafeText.of(fault));
            }
        }
        stop(status, grace);
    }

    private void drain(CloseStatus status, Duration spread) {
        List<Touched> sessions = new ArrayList<>();
        for (Connection connection : registry.snapshot()) {
            long at = connection.touchedAt();
            if (at == 0) {
                apply(each -> each.goAway(status), connection);
            } else {
                sessions.add(new Touched(connection, at));
            }
        }
        sessions.sort(Comparator.comparingLong(Touched::at));
        LOG.info("= stopping: {} sessions are closed within {} s", sessions.size(), spread.toMillis() / 1000.0);
        new DrainSpread(spread, random, services.clock()::nanos)
                .over(
                        sessions,
                        // Who interrupts this is in a hurry.
                        longest -> !registry.awaitEmpty(longest)
                                && !Thread.currentThread().isInterrupted(),
                        each -> apply(connection -> connection.goAway(status), each.connection()));
    }

    /**
     * Begins to end all connections, waits for what is still to be written and answered, and then ends those that are
     * left. Returns when no connection is open, or the time is over.
     *
     * @param status the status with which every session is closed
     * @param grace how long it may take
     */
    public void stop(CloseStatus status, Duration grace) {
        registry.stopping();
        forEach(connection -> connection.goAway(status));
        if (!registry.awaitEmpty(grace)) {
            forEach(Connection::terminate);
            registry.awaitEmpty(LAST_GRACE);
        }
        watchdog.stop();
        reportWhatIsHeld();
    }

    /** Applies the action to each connection, even if it fails for others: memory may be short for a moment. */
    private void forEach(Consumer<Connection> action) {
        registry.snapshot().forEach(connection -> apply(action, connection));
    }

    private static void apply(Consumer<Connection> action, Connection connection) {
        try {
            action.accept(connection);
        } catch (RuntimeException | Error fault) {
            LOG.error("! a connection was not ended: {}", SafeText.of(fault));
        }
    }

    /** Resources not returned when no connection is left were lost by a fault of ours, and were missing until now. */
    private void reportWhatIsHeld() {
        long deadline = System.nanoTime() + LAST_GRACE.toNanos();
        // A thread that read for a busy handler may be a moment behind the end of its connection.
        while (isAnythingHeld() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(HELD_POLL_NANOS);
        }
        boolean lost = isAnythingHeld() && registry.size() == 0;
        LOG.atLevel(lost ? Level.WARN : Level.DEBUG)
                .log(
                        "% at the end: {} bytes of the memory budget in use, {} receive arrays lent",
                        budget().used(), arrays.lent());
    }

    private boolean isAnythingHeld() {
        return budget().used() != 0 || arrays.lent() != 0;
    }

    private MemoryBudget budget() {
        return services.outboxes().budget();
    }

    /**
     * A server on a loopback address is reachable from its own machine only, unless it is configured to be behind a
     * proxy.
     */
    private static OwnHost ownHost(ServerConfig config) {
        InetAddress address = new InetSocketAddress(config.host(), config.port()).getAddress();
        boolean local = address != null && address.isLoopbackAddress();
        return local && config.trustedProxies().isEmpty() ? OwnHost.LOCAL : OwnHost.ANY;
    }
}
