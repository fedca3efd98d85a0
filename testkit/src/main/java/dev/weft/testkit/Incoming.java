package dev.weft.testkit;

import dev.weft.engine.frame.Opcode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What one client received, in order: the response head, then messages, then the end. Used under the scene's lock. */
final class Incoming {

    /** Why 12? The last steps of a conversation fit on one screen. */
    private static final int SHOWN = 12;

    private final Wire wire = new Wire();
    private final Deque<Received> messages = new ArrayDeque<>();
    private final Deque<String> history = new ArrayDeque<>();
    private final StringBuilder answer = new StringBuilder();

    /** Sends the reply that every client gives to a frame. */
    private final BiConsumer<Opcode, byte[]> replies;

    private @Nullable Head head;
    private String lastPong = "";
    private boolean closed;
    private boolean ended;

    /**
     * The server's answer to the opening handshake.
     *
     * @param status such as 101
     * @param fields by lower-case name
     */
    record Head(int status, Map<String, String> fields) {}

    Incoming(BiConsumer<Opcode, byte[]> replies) {
        this.replies = replies;
    }

    void accept(byte[] bytes) {
        if (isOpen()) {
            wire.decode(bytes, this::frame);
        } else {
            acceptAnswer(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    private void acceptAnswer(String part) {
        answer.append(part);
        int end = answer.indexOf("\r\n\r\n");
        if (head == null && end >= 0) {
            head = parse(answer.substring(0, end));
            if (isOpen()) {
                // Messages sent by onOpen may follow directly.
                wire.decode(answer.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1), this::frame);
            }
        }
    }

    private boolean isOpen() {
        return head != null && head.status() == 101;
    }

    private void frame(Opcode opcode, byte[] payload) {
        switch (opcode) {
            case TEXT -> add(new Received.Text(new String(payload, StandardCharsets.UTF_8)));
            case BINARY -> add(new Received.Binary(payload));
            case CLOSE -> {
                closed = true;
                add(Received.Close.of(payload));
                // RFC 6455 5.5.1: "If an endpoint receives a Close frame and did not previously send a Close frame, the
                // endpoint MUST send a Close frame in response."
                replies.accept(Opcode.CLOSE, payload);
            }
            case PING -> replies.accept(Opcode.PONG, payload);
            case PONG -> lastPong = new String(payload, StandardCharsets.UTF_8);
            case CONTINUATION -> throw new IllegalStateException("the server sends whole messages");
        }
    }

    private void add(Received message) {
        messages.addLast(message);
        note("server: " + message);
    }

    /** Adds a line to the history that a failure shows. */
    void note(String line) {
        if (history.size() == SHOWN) {
            history.removeFirst();
        }
        history.addLast(line);
    }

    void end() {
        if (!ended) {
            ended = true;
            if (!closed) {
                add(new Received.End());
            }
        }
    }

    @Nullable
    Head head() {
        return head;
    }

    /** The head and the body of an answer other than 101. */
    String answer() {
        return answer.toString();
    }

    boolean isEnded() {
        return ended;
    }

    /** Whether the server has ended its output. */
    boolean isOver() {
        return closed || ended;
    }

    @Nullable
    Received next() {
        return messages.peekFirst();
    }

    void remove() {
        messages.removeFirst();
    }

    String lastPong() {
        return lastPong;
    }

    /** The last frames, one per line. */
    String history() {
        return history.isEmpty() ? "  nothing was sent" : "  " + String.join("\n  ", history);
    }

    private static Head parse(String text) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String[] lines = text.split("\r\n", -1);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            fields.put(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
        }
        // HTTP/1.1 101 Switching Protocols
        return new Head(Integer.parseInt(lines[0].substring(9, 12)), fields);
    }
}
