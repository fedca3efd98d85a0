package dev.weft.testkit;

import dev.weft.engine.frame.Opcode;
import dev.weft.spi.CloseStatus;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A client of the handler under test. It answers pings and a Close by itself, as every client does, and reads
 * continuously, unless told otherwise. What it received is checked in order, by one {@code expect} after the other;
 * each waits until something has arrived, and on timeout fails and shows the last messages (system property {@code
 * weft.testkit.patience}, in seconds, 10 by default).
 */
public final class TestClient {

    private final Scene scene;
    private final Callbacks callbacks;
    private final MemoryTransport transport;
    private final Incoming incoming;

    /** Identifies this client in the handler's sessions. */
    private final int port;

    // Under the scene's lock.
    private int sent;
    private int fences;
    private boolean closing;
    private boolean over;

    TestClient(Scene scene, Callbacks callbacks, InetSocketAddress address) {
        this.scene = scene;
        this.callbacks = callbacks;
        this.port = address.getPort();
        this.incoming = new Incoming(this::reply);
        this.transport = new MemoryTransport(scene, address, incoming::accept, incoming::end);
    }

    /** Sends a text message. */
    public TestClient sendText(String text) {
        message(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8), Received.Text.show(text));
        return this;
    }

    /** Sends a binary message. */
    public TestClient sendBinary(byte... data) {
        message(Opcode.BINARY, data, Received.Binary.show(data));
        return this;
    }

    /** Waits for a message, which must be this text. */
    public TestClient expectText(String expected) {
        String text = nextText();
        if (!text.equals(expected)) {
            throw failure("expected " + Received.Text.show(expected) + ", and got " + Received.Text.show(text));
        }
        return this;
    }

    /** Waits for a message, which must be a text, and returns it. */
    public String nextText() {
        return switch (next("a text")) {
            case Received.Text text -> text.text();
            case Received other -> throw failure("expected a text, and got " + other);
        };
    }

    /** Waits for a message, which must be binary with these bytes. */
    public TestClient expectBinary(byte... expected) {
        byte[] data = nextBinary();
        if (!Arrays.equals(data, expected)) {
            throw failure("expected " + Received.Binary.show(expected) + ", and got " + Received.Binary.show(data));
        }
        return this;
    }

    /** Waits for a message, which must be binary, and returns it. */
    public byte[] nextBinary() {
        return switch (next("a binary message")) {
            case Received.Binary binary -> binary.data();
            case Received other -> throw failure("expected a binary message, and got " + other);
        };
    }

    /**
     * Waits for the server's Close, and returns its status with the reason. Messages that came before it must be
     * checked first.
     */
    public CloseStatus expectClose(int code) {
        Received next = next("Close " + code);
        if (next instanceof Received.Close close && close.code() == code) {
            return new CloseStatus(code, close.reason());
        }
        throw failure("expected Close " + code + ", and got " + next);
    }

    /** Waits for the connection to end without a Close. */
    public TestClient expectLost() {
        Received next = next("the end of the connection");
        if (next instanceof Received.End) {
            return this;
        }
        throw failure("expected the end of the connection without a Close, and got " + next);
    }

    /**
     * Checks that the handler has sent nothing more in response so far: it has returned from every message, and
     * everything it sent until then has arrived and was checked. Messages that another thread sends later are not
     * waited for.
     */
    public TestClient expectNothing() {
        awaitHandled();
        fence();
        // A pong overtakes data that waits for room; data that waited then has arrived before the next pong.
        fence();
        Received unexpected = scene.look(incoming::next);
        if (unexpected != null) {
            throw failure("expected nothing, and got " + unexpected);
        }
        return this;
    }

    /** Waits until the handler has returned from everything that was sent, or the session ends. */
    public TestClient awaitHandled() {
        scene.awaitThat(
                () -> callbacks.hasHandled(port, sent) || incoming.isOver() || over,
                () -> text("the handler has not returned from every message"));
        return this;
    }

    /** Begins the closing handshake with 1000; check the server's answer with {@link #expectClose}. */
    public TestClient close() {
        return close(CloseStatus.NORMAL);
    }

    /** Begins the closing handshake. */
    public TestClient close(CloseStatus status) {
        byte[] reason = status.reason().getBytes(StandardCharsets.UTF_8);
        byte[] payload = ByteBuffer.allocate(2 + reason.length)
                .putShort((short) status.code())
                .put(reason)
                .array();
        scene.change(() -> sendClose(payload));
        return this;
    }

    /** Drops the connection without a Close, as when a cable is cut. */
    public TestClient drop() {
        scene.change(() -> incoming.note("client: lost"));
        transport.abort();
        return this;
    }

    /** Stops reading, so that what the server sends piles up there. */
    public TestClient pauseReading() {
        transport.pauseReading();
        return this;
    }

    /** Reads again. */
    public TestClient resumeReading() {
        transport.resumeReading();
        return this;
    }

    /** Waits until the session is over: its {@code onClose} has returned. */
    public TestClient awaitEnd() {
        scene.awaitThat(() -> over, () -> text("the session is not over"));
        return this;
    }

    /** The subprotocol that the server has selected. */
    public Optional<String> subprotocol() {
        return field("Sec-WebSocket-Protocol");
    }

    /** A header field of the server's answer to the opening handshake. */
    public Optional<String> field(String name) {
        return scene.look(() -> Optional.ofNullable(incoming.head()))
                .map(Incoming.Head::fields)
                .map(fields -> fields.get(name));
    }

    @Override
    public String toString() {
        return "client at port " + port;
    }

    // The following methods are for the harness.

    MemoryTransport transport() {
        return transport;
    }

    /** Called when the server has finished with this connection. */
    void over() {
        scene.change(() -> over = true);
    }

    /** Sends the request, waits for the answer, and returns its status. */
    int open(String request) {
        transport.send(request.getBytes(StandardCharsets.ISO_8859_1));
        Incoming.Head head = scene.await(
                () -> incoming.head() != null || !incoming.isEnded() ? incoming.head() : new Incoming.Head(0, Map.of()),
                () -> "no answer to the opening handshake");
        return head.status();
    }

    /** The whole answer of a server that did not open a session. */
    String refusal() {
        scene.awaitThat(incoming::isEnded, () -> "an answer without an end");
        return scene.look(incoming::answer);
    }

    private void message(Opcode opcode, byte[] payload, String shown) {
        scene.change(() -> {
            incoming.note("client: " + shown);
            sent++;
        });
        transport.send(Wire.encode(opcode, payload));
    }

    /** Called under the scene's lock. */
    private void reply(Opcode opcode, byte[] payload) {
        if (opcode == Opcode.CLOSE) {
            sendClose(payload);
        } else {
            transport.send(Wire.encode(opcode, payload));
        }
    }

    /** RFC 6455 5.5.1: each side sends only one Close. Called under the scene's lock. */
    private void sendClose(byte[] payload) {
        if (!closing) {
            closing = true;
            incoming.note("client: " + Received.Close.of(payload));
            transport.send(Wire.encode(Opcode.CLOSE, payload));
        }
    }

    /**
     * Waits until the server has read everything sent so far, and this client has read everything the server sent
     * before that.
     */
    private void fence() {
        String mark = "fence " + scene.look(() -> ++fences);
        transport.send(Wire.encode(Opcode.PING, mark.getBytes(StandardCharsets.UTF_8)));
        scene.awaitThat(() -> incoming.lastPong().equals(mark) || incoming.isOver(), () -> text("no pong came"));
    }

    private Received next(String expected) {
        return scene.await(
                () -> {
                    Received next = incoming.next();
                    if (next != null) {
                        incoming.remove();
                    }
                    return next;
                },
                () -> text("expected " + expected + ", and nothing came"));
    }

    private AssertionError failure(String what) {
        return new AssertionError(scene.look(() -> text(what)));
    }

    private String text(String what) {
        String running = callbacks.running(port);
        StringBuilder text =
                new StringBuilder(what).append("\nlast messages:\n").append(incoming.history());
        if (!running.isEmpty()) {
            text.append("\nthe handler is in ").append(running);
        }
        callbacks.faults().forEach(fault -> text.append('\n').append(fault));
        return text.toString();
    }
}
