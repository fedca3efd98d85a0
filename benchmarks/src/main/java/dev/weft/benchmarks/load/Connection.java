package dev.weft.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One client connection on a {@link ClientLoop}.
 *
 * <pre>
 *   CONNECTING -> HANDSHAKE -> OPEN -> CLOSING -> CLOSED
 * </pre>
 */
final class Connection {

    private enum State {
        CONNECTING,
        HANDSHAKE,
        OPEN,
        CLOSING,
        CLOSED
    }

    private final ClientLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ReplyCheck check;
    private final ServerFrameParser parser;
    private final int maskingKey;
    private State state = State.CONNECTING;
    private @Nullable OpeningHandshake handshake;
    private @Nullable MessageInflater inflater;
    private @Nullable OutgoingBatch batch;
    private @Nullable OutgoingBatch awaited;
    private @Nullable ByteBuffer control;
    private int due;

    Connection(ClientLoop loop, SocketChannel channel, SelectionKey key, OpeningHandshake handshake) {
        this.loop = loop;
        this.channel = channel;
        this.key = key;
        this.handshake = handshake;
        check = new ReplyCheck(loop.messages());
        parser = new ServerFrameParser(this::payload);
        maskingKey = loop.newMaskingKey();
    }

    /** Starts the TCP connection. */
    void connect(Target target) throws IOException {
        if (channel.connect(target.address())) {
            connected();
        }
    }

    /** Handles what the selector reported. */
    void ready(ByteBuffer input) throws IOException {
        if (state == State.CONNECTING) {
            channel.finishConnect();
            connected();
        } else if (key.isReadable()) {
            read(input);
        }
        if (state != State.CLOSED && key.isWritable()) {
            flush();
            sendDue(System.nanoTime());
        }
    }

    /** Sends the first messages, and awaits them. */
    void start(int inFlight) throws IOException {
        await(prepare(inFlight));
        send(inFlight);
    }

    /** Makes the messages to send. */
    OutgoingBatch prepare(int atOnce) {
        batch = new OutgoingBatch(loop.messages(), atOnce, maskingKey);
        return batch;
    }

    /** What this connection is to receive: the messages that it, or another one, sends. */
    void await(OutgoingBatch sent) {
        awaited = sent;
    }

    /** Sends messages that have been prepared. */
    void send(int count) throws IOException {
        due += count;
        sendDue(System.nanoTime());
    }

    /** Starts the closing handshake. */
    void startClose() throws IOException {
        state = State.CLOSING;
        // RFC 6455 7.4.1: 1000 indicates a normal closure
        control(Opcodes.CLOSE, new byte[] {0x03, (byte) 0xE8});
    }

    /** Closes the socket. */
    void close() throws IOException {
        state = State.CLOSED;
        channel.close();
        if (inflater != null) {
            inflater.close();
        }
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isOpening() {
        return state == State.CONNECTING || state == State.HANDSHAKE;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Messages sent and not arrived here yet. */
    int unanswered() {
        return awaited == null ? 0 : awaited.sent() - check.replies();
    }

    int replies() {
        return check.replies();
    }

    private void connected() throws IOException {
        state = State.HANDSHAKE;
        flush();
    }

    private void read(ByteBuffer input) throws IOException {
        input.clear();
        if (channel.read(input) < 0) {
            ended();
            return;
        }
        input.flip();
        if (handshake != null) {
            if (!handshake.read(input)) {
                return;
            }
            agreed(handshake);
            handshake = null;
            state = State.OPEN;
            loop.handshakeDone();
        }
        frames(input);
    }

    private void agreed(OpeningHandshake answered) {
        if (!answered.extensions().isEmpty()) {
            parser.agreeOnCompression();
            inflater = loop.newInflater(answered.isServerTakeover());
        }
    }

    private void payload(ByteBuffer input, int length, long offset) {
        if (parser.isCompressed() && inflater != null) {
            inflater.add(input, length);
        } else {
            check.accept(input, length, offset);
        }
    }

    private void frames(ByteBuffer input) throws IOException {
        long now = System.nanoTime();
        while (state != State.CLOSED) {
            switch (parser.next(input)) {
                case NEED_INPUT -> {
                    sendDue(now);
                    return;
                }
                case MESSAGE -> replied(now);
                case PING -> control(Opcodes.PONG, parser.controlPayload());
                case PONG -> {}
                case CLOSE -> ended();
            }
        }
    }

    private void replied(long now) {
        if (awaited == null || unanswered() == 0) {
            throw new ProtocolError("message that nobody asked for");
        }
        int sequence = check.replies();
        check.messageEnded(parser.messageOpcode(), plainLength());
        if (loop.replied(now - awaited.sentAt(sequence), parser.messageLength())) {
            due++;
        }
    }

    /** The length of the message that ended, after inflating and checking it if it is compressed. */
    private long plainLength() {
        if (!parser.isCompressed() || inflater == null) {
            return parser.messageLength();
        }
        int length = inflater.inflate(loop.inflated());
        check.accept(ByteBuffer.wrap(loop.inflated(), 0, length), length, 0);
        return length;
    }

    private void sendDue(long now) throws IOException {
        if (batch != null && due > 0 && control == null && batch.isWritten() && state == State.OPEN) {
            batch.prepare(due, now);
            due = 0;
            flush();
        }
    }

    private void control(int opcode, byte[] payload) throws IOException {
        if (control != null) {
            // RFC 6455 5.5.3: the endpoint MAY elect to send a Pong frame for only the most recently processed Ping
            // frame
            return;
        }
        ByteBuffer frame = ByteBuffer.allocate(ClientFrame.headerLength(payload.length) + payload.length);
        ClientFrame.encode(frame, opcode, maskingKey, payload);
        control = frame.flip();
        flush();
    }

    private void flush() throws IOException {
        boolean written = true;
        if (handshake != null) {
            channel.write(handshake.request());
            written = !handshake.request().hasRemaining();
        }
        if (batch != null && !batch.isWritten()) {
            batch.write(channel);
            written = batch.isWritten();
        }
        // A control frame goes between messages, never inside one.
        if (written && control != null) {
            channel.write(control);
            written = !control.hasRemaining();
            control = written ? null : control;
        }
        int interest = written ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    private void ended() throws IOException {
        if (state == State.CLOSING) {
            close();
        } else {
            throw new EOFException("server closed the connection" + closeStatus());
        }
    }

    private String closeStatus() {
        byte[] payload = parser.controlPayload();
        return payload.length < 2 ? "" : " with " + ((payload[0] & 0xFF) << 8 | payload[1] & 0xFF);
    }
}
