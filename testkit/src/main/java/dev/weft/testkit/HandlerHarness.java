package dev.weft.testkit;

import dev.weft.server.config.ServerConfig;
import dev.weft.server.connection.ConnectionRegistry;
import dev.weft.server.connection.Connections;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.HandlerContextFactory;
import dev.weft.server.plugin.deploy.InProcessHandler;
import dev.weft.server.topic.TopicHub;
import dev.weft.server.web.WebSite;
import dev.weft.spi.MessageHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A handler behind the server's own connections, and clients that reach it without a network:
 *
 * <pre>{@code
 * try (HandlerHarness harness = HandlerHarness.start(new Greeter())) {
 *     harness.connect("/").sendText("Ada").expectText("Hello, Ada");
 * }
 * }</pre>
 *
 * <p>Everything that the SPI promises holds here as it does in the server, because the server's own code calls the
 * handler: the order of callbacks, their threads, their context class loader, 1011 for what they throw, back-pressure
 * for what they send. The test controls only the clock and the operator. {@link #close} stops the handler, and fails if
 * a session had no {@code onClose} or more than one, or if {@code onClose} or {@code stop} threw.
 */
public final class HandlerHarness implements AutoCloseable {

    private final ManualClock clock;
    private final WatchedHandler watched;
    private final FakeOperator operator;
    private final RecordingLogger logger;
    private final InProcessHandler deployed;
    private final InMemoryServer server;
    private boolean closed;

    HandlerHarness(HarnessSetup setup) {
        Scene scene = setup.scene();
        clock = new ManualClock(scene);
        watched = new WatchedHandler(scene);
        operator = setup.operator();
        logger = new RecordingLogger(scene, "weft.handler." + setup.id());
        ConnectionRegistry registry = new ConnectionRegistry();
        ServerConfig config = InMemoryServer.config(List.of(setup.id()), setup.serverSettings());
        TopicHub topics = new TopicHub(config.topics(), clock::nanoTime);
        HandlerContextFactory contexts = (generation, tasks) -> new HarnessContext(
                generation,
                setup.settings(),
                logger,
                operator.asHandlersSeeIt(registry.sessionEnds()),
                new HarnessTasks(tasks, clock),
                topics.topicsOf(setup.id()),
                registry);
        deployed = new InProcessHandler(setup.id(), contexts, clock::sleep, registry, setup.policy());
        deploy(setup.origin());
        WebSite site = new WebSite(Path.of("none"), () -> new byte[0]);
        Connections connections = new Connections(config, deployed::find, site, registry, clock::nanoTime);
        server = new InMemoryServer(scene, watched, connections);
    }

    /**
     * Starts a handler.
     *
     * @throws HandlerNotStarted if it does not start
     */
    public static HandlerHarness start(MessageHandler handler) {
        return of(handler).start();
    }

    /**
     * Starts a handler with settings of its own.
     *
     * @throws HandlerNotStarted if it does not start
     */
    public static HandlerHarness start(MessageHandler handler, Map<String, String> settings) {
        return of(handler).settings(settings).start();
    }

    /** Prepares a handler that needs more than settings. */
    public static HarnessSetup of(MessageHandler handler) {
        return new HarnessSetup(new HandlerInstance(handler));
    }

    /**
     * Loads the handler of a JAR as the server does, and starts it: after the server's own checks, from a private copy,
     * by a class loader that sees the JAR, the JDK and the SPI, and nothing of the test's class path. So a handler that
     * works here has all its libraries on the server, too:
     *
     * <pre>{@code
     * try (HandlerHarness harness = HandlerHarness.start(Path.of("target/greeter.jar"))) {
     *     harness.connect("/").sendText("Ada").expectText("Hello, Ada");
     * }
     * }</pre>
     *
     * @throws AssertionError if the server would not load the JAR, with every problem that was found
     * @throws HandlerNotStarted if the handler does not start
     */
    public static HandlerHarness start(Path jar) {
        return of(jar).start();
    }

    /**
     * Prepares the handler of a JAR; the first one, unless {@link HarnessSetup#id} selects another.
     *
     * @throws AssertionError if the server would not load the JAR, with every problem that was found
     */
    public static HarnessSetup of(Path jar) {
        return new HarnessSetup(HandlerJar.of(jar));
    }

    private void deploy(Origin origin) {
        Generation generation = origin.deploy(deployed, watched::watch);
        if (!generation.isActive()) {
            throw new HandlerNotStarted(generation.reason());
        }
    }

    /**
     * Replaces the handler while its sessions are open, as a new JAR in the plugins folder does: starts the new one with the
     * same settings, gives it every new session, and asks its {@code onHandOver} about each open session that can move.
     * Those it takes go on with it between two messages; an idle one at once, and any other before its next message. Those
     * that stay have {@link HarnessSetup#drainTimeout} and are then closed with 1012. The older handler is stopped once it
     * has no session left.
     *
     * <p>A session can move only if its attachment consists of the JDK's value and collection types, and its subprotocol, if
     * any, is one that the new handler speaks.
     *
     * <pre>{@code
     * TestClient client = harness.connect("/").sendText("a").expectText("1");
     * harness.replaceWith(new HexCounterHandler());
     * client.sendText("b").expectText("0x2");
     * }</pre>
     *
     * <p>The new handler should answer differently: a session that has not moved is still answered by the older one.
     *
     * @throws HandlerNotStarted if the new handler does not start; the older one goes on
     */
    public HandlerHarness replaceWith(MessageHandler handler) {
        deploy(new HandlerInstance(handler));
        return this;
    }

    /**
     * Replaces the handler with that of a JAR, loaded as {@link #start(Path)} does; it must have the same id. Its classes are
     * others than those of the handler before, as they are on a server.
     *
     * @throws AssertionError if the server would not load the JAR, with every problem that was found
     * @throws HandlerNotStarted if the new handler does not start; the older one goes on
     */
    public HandlerHarness replaceWith(Path jar) {
        deploy(HandlerJar.of(jar));
        return this;
    }

    /** Connects a client. */
    public TestClient connect(String target) {
        return request(target).connect();
    }

    /** Prepares an opening handshake that needs more than a path and a query. */
    public ClientRequest request(String target) {
        return new ClientRequest(server, target);
    }

    /** The person at the terminal. */
    public FakeOperator operator() {
        return operator;
    }

    /**
     * Moves the time: tasks that the handler has scheduled up to then run now, in order, and each returns or waits for
     * something before this method returns. Without this call no delayed task ever runs. The server's own deadlines
     * move, too.
     */
    public void advance(Duration duration) {
        clock.advance(duration);
    }

    /** The lines that the handler wrote to its context's log: level and message. */
    public List<String> log() {
        return logger.lines();
    }

    /**
     * Exceptions that a handler should not throw from its callbacks. The affected clients were closed with 1011; after an
     * exception from {@code onHandOver} they stayed with the older handler.
     */
    public List<Fault> faults() {
        return watched.faults();
    }

    /** Ends all sessions with 1001, stops the handler, and checks that everything has ended properly. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.stop();
        deployed.stop();
        List<String> unfinished = watched.unfinished();
        if (!unfinished.isEmpty()) {
            throw new AssertionError("the handler did not end in order:\n" + String.join("\n", unfinished));
        }
    }
}
