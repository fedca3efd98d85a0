package dev.weft.engine.session;

import dev.weft.engine.deflate.InflateOutcome;
import dev.weft.engine.deflate.MessageInflater;
import dev.weft.engine.frame.CloseCode;
import dev.weft.engine.frame.ClosePayload;
import dev.weft.engine.frame.FrameDecoder;
import dev.weft.engine.frame.FrameHeader;
import dev.weft.engine.frame.FrameRules;
import dev.weft.engine.frame.FrameRules.Compression;
import dev.weft.engine.frame.Masking;
import dev.weft.engine.frame.Opcode;
import dev.weft.engine.frame.ProtocolViolation;
import dev.weft.engine.message.MessageAssembler;
import dev.weft.engine.message.MessageLimits;
import dev.weft.engine.text.Utf8Validator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of RFC 6455 for one open connection of a server: bytes in, {@link Event}s out.
 *
 * <pre>{@code
 * Event event;
 * while ((event = protocol.next()) == null) {
 *     int count = socket.read(protocol.space());
 *     if (count < 0) {
 *         throw new EOFException();
 *     }
 *     protocol.received(count);
 * }
 * }</pre>
 *
 * <p>Not thread-safe: one reader at a time. After a {@link Event.Close} or a {@link Event.Violation} it has ended, and
 * {@link #next} returns null whatever arrives.
 */
public final class ServerProtocol {

    /** Why 16 KiB? From this size on, a separate read saves more by not copying than it costs. */
    private static final int DIRECT_READ = 16 * 1024;

    private final @Nullable MessageInflater inflater;
    private final int maxMessageSize;
    private final ReceiveBuffer buffer;
    private final FrameRules rules;
    private final MessageAssembler message;
    private boolean readsDirectly;
    private boolean insideFrame;
    private boolean fin;
    private boolean ended;

    /** Found while bytes were read directly; reported by the next {@link #next}. */
    private @Nullable ProtocolViolation violation;

    /** Payload bytes that were read directly before the violation was found in them. */
    private int readBefore;

    /** Searches for the peer's Close after a violation. */
    private @Nullable CloseSearch closeSearch;

    /**
     * Makes the protocol of a connection whose opening handshake is complete.
     *
     * @param inflater for compressed messages, if permessage-deflate was negotiated
     * @param limits of a message, after inflation
     * @param pool lends receive arrays
     */
    public ServerProtocol(Optional<MessageInflater> inflater, MessageLimits limits, BufferPool pool) {
        this.inflater = inflater.orElse(null);
        this.maxMessageSize = limits.maxSize();
        this.buffer = new ReceiveBuffer(pool);
        this.rules = inflater.isPresent()
                ? new FrameRules(
                        Compression.PER_MESSAGE, maxMessageSize, MessageInflater.compressedLimit(maxMessageSize))
                : new FrameRules(Compression.NONE, maxMessageSize);
        this.message = new MessageAssembler(limits);
    }

    /** Where to put the next bytes from the peer; call only after {@link #next} returned null. Always has room. */
    public ByteBuffer space() {
        ByteBuffer room = buffer.space();
        // Also if only the small array is available: a read into it would bring little.
        int worthwhile = Math.min(DIRECT_READ, room.capacity());
        readsDirectly = insideFrame && buffer.isEmpty() && message.missing() >= worthwhile;
        return readsDirectly ? message.space() : room;
    }

    /** Records that bytes were put into {@link #space}. */
    public void received(int count) {
        if (ended) {
            // RFC 6455 7.1.7: "An endpoint MUST NOT continue to attempt to process data"; 1.4: after a Close, "a peer
            // discards any further data received".
            return;
        }
        if (!readsDirectly) {
            buffer.received(count);
            return;
        }
        readsDirectly = false;
        try {
            message.received(count);
        } catch (ProtocolViolation broken) {
            violation = broken;
            readBefore = count;
        }
    }

    /** Takes bytes that were read together with the request head; before the first {@link #next}. */
    public void receivedEarly(ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
            buffer.append(bytes);
        }
    }

    /** The next event in the bytes received so far, or null if they contain none. */
    public @Nullable Event next() {
        if (ended) {
            return null;
        }
        Event event = violation == null ? decode() : told(violation);
        if (event instanceof Event.Close || event instanceof Event.Violation) {
            end();
        }
        return event;
    }

    /**
     * Ends the protocol for a peer that is refused, and returns a search for the Close in what the peer still sends;
     * null if the frame boundaries are lost. Call it once, after a violation or in place of {@link #next}.
     */
    public @Nullable CloseSearch refuse() {
        if (!ended) {
            closeSearch = search(0);
            end();
        }
        return closeSearch;
    }

    /** Whether a message has begun to arrive and has not ended. */
    public boolean isMessageUnfinished() {
        return message.isUnfinished();
    }

    /** Bytes of memory held for the message that is arriving. */
    public int retained() {
        return message.retained();
    }

    /** Releases all memory. Nothing can be received afterwards. */
    public void release() {
        end();
        buffer.release();
    }

    /** Forgets what has arrived; what arrives from now on is dropped. */
    private void end() {
        ended = true;
        message.release();
        buffer.clear();
        if (inflater != null) {
            inflater.release();
        }
    }

    private @Nullable Event decode() {
        try {
            return decodeFrames();
        } catch (ProtocolViolation broken) {
            return told(broken);
        }
    }

    private @Nullable Event decodeFrames() throws ProtocolViolation {
        while (true) {
            if (insideFrame) {
                buffer.consumed(message.take(buffer.bytes(), buffer.start(), buffer.end()));
                if (message.missing() > 0) {
                    return null;
                }
                insideFrame = false;
                if (fin) {
                    return finished();
                }
            }
            FrameHeader header = FrameDecoder.decode(buffer.bytes(), buffer.start(), buffer.end(), rules);
            if (header == null) {
                return null;
            }
            if (header.opcode().isControl()) {
                return control(header);
            }
            beginData(header);
        }
    }

    private Event.Message finished() throws ProtocolViolation {
        Opcode opcode = message.opcode();
        boolean compressed = message.isCompressed();
        byte[] payload = message.finish();
        return new Event.Message(opcode, compressed ? inflated(opcode, payload) : payload);
    }

    private byte[] inflated(Opcode opcode, byte[] payload) throws ProtocolViolation {
        InflateOutcome outcome = Objects.requireNonNull(inflater).inflate(payload, 0, payload.length, maxMessageSize);
        return switch (outcome) {
            case InflateOutcome.Inflated inflated -> checked(opcode, inflated.bytes());
            case InflateOutcome.TooBig tooBig ->
                throw new ProtocolViolation(CloseCode.TOO_BIG, "message over " + maxMessageSize + " bytes");
            case InflateOutcome.NoMemory none ->
                throw new ProtocolViolation(CloseCode.TRY_AGAIN_LATER, "server is short of memory");
            case InflateOutcome.Malformed malformed ->
                throw new ProtocolViolation(CloseCode.INVALID_PAYLOAD, "compressed message is malformed");
        };
    }

    /** RFC 7692 6.2: what counts is the message after decompression, so its UTF-8 is checked then. */
    private static byte[] checked(Opcode opcode, byte[] text) throws ProtocolViolation {
        Utf8Validator utf8 = new Utf8Validator();
        if (opcode == Opcode.TEXT && !(utf8.accept(text, 0, text.length) && utf8.isComplete())) {
            throw new ProtocolViolation(CloseCode.INVALID_PAYLOAD, "text is not UTF-8");
        }
        return text;
    }

    private void beginData(FrameHeader header) throws ProtocolViolation {
        rules.accepted(header);
        message.begin(header);
        buffer.consumed(header.length());
        insideFrame = true;
        fin = header.fin();
    }

    /** A control frame is decoded once it is complete; until then its header stays in the buffer. */
    private @Nullable Event control(FrameHeader header) throws ProtocolViolation {
        int from = buffer.start() + header.length();
        int to = from + (int) header.payloadLength();
        if (to > buffer.end()) {
            return null;
        }
        byte[] payload = Arrays.copyOfRange(buffer.bytes(), from, to);
        Masking.unmask(payload, 0, payload.length, header.maskingKey(), 0);
        buffer.consumed(header.length() + payload.length);
        return switch (header.opcode()) {
            case PING -> new Event.Ping(payload);
            case PONG -> new Event.Pong(payload);
            case CLOSE -> close(ClosePayload.decode(payload));
            case CONTINUATION, TEXT, BINARY -> throw new IllegalStateException("not a control frame");
        };
    }

    /** Searches from where decoding stopped, with this many bytes of the frame's payload already consumed. */
    private CloseSearch search(int gone) {
        CloseSearch search = new CloseSearch(insideFrame ? message.missing() - gone : 0);
        search.take(ByteBuffer.wrap(buffer.bytes(), buffer.start(), buffer.end() - buffer.start()));
        return search;
    }

    private static Event.Close close(ClosePayload payload) {
        return new Event.Close(payload.code(), payload.reason());
    }

    private Event.Violation told(ProtocolViolation broken) {
        if (broken.closeCode() != CloseCode.PROTOCOL_ERROR) {
            closeSearch = search(readBefore);
        }
        return new Event.Violation(broken.closeCode(), broken.reason());
    }
}
