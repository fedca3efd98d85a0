package dev.weft.benchmarks.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A selector and its connections; used by one thread.
 *
 * <p>Nothing on the path of a message allocates: one receive buffer for all connections, one callback object for all events.
 */
final class ClientLoop implements AutoCloseable {

    /** Why 256 KiB? Four of the largest usual messages in one read, and it still stays in the second-level cache. */
    private static final int RECEIVE_BYTES = 256 << 10;

    /**
     * Why 32? Stock listeners queue as few as 50 connections, and a connection over that waits a second for its SYN to be sent
     * again, which would measure the backlog and not the server.
     */
    private static final int OPENING_AT_ONCE = 32;

    private final Selector selector;
    private final Messages messages;
    private final Random random;
    private final ByteBuffer input = ByteBuffer.allocateDirect(RECEIVE_BYTES);
    private final Consumer<SelectionKey> ready = this::ready;
    private final List<Connection> connections = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals();
    private final Inflater inflater = new Inflater(true);
    private final byte[] inflated;
    private int opening;
    private int opened;
    private int live;
    private long replies;
    private long earliest;
    private long latest;
    private boolean recording;
    private boolean sendingOn;
    private int failures;
    private @Nullable String firstFailure;

    ClientLoop(Messages messages, long seed) throws IOException {
        this.messages = messages;
        // One more than a message has, so that a longer one shows.
        inflated = new byte[messages.shape().size() + 1];
        random = new Random(seed);
        selector = Selector.open();
    }

    /** Opens connections, some at once, until all are open or have failed. */
    void open(Target target, SourceAddresses sources, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (connections.size() < sources.count() || opening > 0) {
            while (connections.size() < sources.count() && opening < OPENING_AT_ONCE) {
                connect(target, sources);
            }
            poll(deadline);
            if (System.nanoTime() >= deadline) {
                failed("opened " + opened + " of " + sources.count() + " connections in " + timeout.toSeconds() + " s");
                return;
            }
        }
    }

    /** Keeps this many messages in flight on every open connection, until {@link #drain}. */
    void start(int inFlight) {
        sendingOn = true;
        for (Connection connection : connections) {
            startOne(connection, inFlight);
        }
    }

    /** Sends one message on each of some connections, spread evenly over all. */
    void sample(int count) {
        for (int i = 0; i < count; i++) {
            startOne(connections.get((int) ((long) i * connections.size() / count)), 1);
        }
    }

    /** From now on the first connection publishes, and every connection, also the first, awaits what it publishes. */
    void joinRoom(int atOnce) {
        OutgoingBatch published = connections.getFirst().prepare(atOnce);
        for (Connection connection : connections) {
            connection.await(published);
        }
    }

    /** Publishes messages at once; after {@link #joinRoom}, and when everything published before has arrived. */
    void publish(int count) {
        earliest = Long.MAX_VALUE;
        latest = 0;
        attempt(connections.getFirst(), connection -> connection.send(count));
    }

    /** Everything published has arrived everywhere. */
    void roundDone() {
        if (recording) {
            arrivals.recordRound(earliest, latest);
        }
    }

    /** Waits for events until the deadline, and handles those there are. */
    void poll(long deadline) throws IOException {
        long millis = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
        selector.select(ready, Math.min(millis, 100));
    }

    /** Sends no more and waits for the replies to what was sent. */
    void drain(Duration timeout) throws IOException {
        sendingOn = false;
        long deadline = System.nanoTime() + timeout.toNanos();
        while (unanswered() > 0 && System.nanoTime() < deadline) {
            poll(deadline);
        }
    }

    /** Closes every connection with a closing handshake, within the time given. */
    void closeAll(Duration timeout) throws IOException {
        for (Connection connection : connections) {
            if (connection.isOpen()) {
                attempt(connection, Connection::startClose);
            }
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        while (connections.stream().anyMatch(c -> !c.isClosed()) && System.nanoTime() < deadline) {
            poll(deadline);
        }
    }

    /** Makes a {@link #poll} that is under way return. May be called by another thread. */
    void wakeUp() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
        inflater.end();
    }

    void record(boolean on) {
        recording = on;
    }

    boolean isLive() {
        return live > 0;
    }

    int opened() {
        return opened;
    }

    long replies() {
        return replies;
    }

    /** Messages that still wait for a reply; those of failed connections wait for nothing. */
    long unanswered() {
        long sum = 0;
        for (Connection connection : connections) {
            sum += connection.isOpen() ? connection.unanswered() : 0;
        }
        return sum;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    int failures() {
        return failures;
    }

    @Nullable
    String firstFailure() {
        return firstFailure;
    }

    Messages messages() {
        return messages;
    }

    /** For the compressed messages of one connection, which may refer back to each other or not. */
    MessageInflater newInflater(boolean takeover) {
        return takeover ? MessageInflater.withTakeover() : MessageInflater.sharing(inflater);
    }

    /** Where a connection inflates a message, until the next one does. */
    byte[] inflated() {
        return inflated;
    }

    int newMaskingKey() {
        return random.nextInt();
    }

    /** A connection finished its opening handshake. */
    void handshakeDone() {
        opening--;
        opened++;
        live++;
    }

    /** A correct reply arrived; tells whether its connection sends another message. */
    boolean replied(long nanos, long payloadBytes) {
        replies++;
        earliest = Math.min(earliest, nanos);
        latest = Math.max(latest, nanos);
        if (recording) {
            arrivals.record(nanos, payloadBytes);
        }
        return sendingOn;
    }

    private void connect(Target target, SourceAddresses sources) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        sources.bind(channel, connections.size());
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        Connection connection = new Connection(this, channel, key, new OpeningHandshake(target, random, messages));
        key.attach(connection);
        connections.add(connection);
        opening++;
        attempt(connection, c -> c.connect(target));
    }

    private void startOne(Connection connection, int inFlight) {
        if (connection.isOpen()) {
            attempt(connection, c -> c.start(inFlight));
        }
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            connection.ready(input);
        } catch (IOException | ProtocolError e) {
            failed(connection, e);
        }
    }

    private void attempt(Connection connection, Step step) {
        try {
            step.run(connection);
        } catch (IOException e) {
            failed(connection, e);
        }
    }

    private void failed(Connection connection, Exception cause) {
        if (connection.isOpen()) {
            live--;
        } else if (connection.isOpening()) {
            opening--;
        }
        failed(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        try {
            connection.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void failed(String reason) {
        failures++;
        if (firstFailure == null) {
            firstFailure = reason;
        }
    }

    @FunctionalInterface
    private interface Step {
        void run(Connection connection) throws IOException;
    }
}
