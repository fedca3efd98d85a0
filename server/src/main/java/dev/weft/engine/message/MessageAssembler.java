package dev.weft.engine.message;

import dev.weft.engine.frame.CloseCode;
import dev.weft.engine.frame.FrameHeader;
import dev.weft.engine.frame.Masking;
import dev.weft.engine.frame.Opcode;
import dev.weft.engine.frame.ProtocolViolation;
import dev.weft.engine.text.Utf8Validator;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Assembles a message from its frames, as their bytes arrive.
 *
 * <p>Usage: {@link #begin} with each data frame's header; then {@link #take} or {@link #space} and {@link #received}
 * until {@link #missing} is 0; after the frame with FIN, {@link #finish}.
 */
public final class MessageAssembler {

    /** Why 512? The first bytes of a fragment are rarely more, and a peer that only begins messages occupies little. */
    private static final int SMALLEST = 512;

    private static final byte[] EMPTY = new byte[0];

    private final MessageLimits limits;
    private final Utf8Validator utf8 = new Utf8Validator();

    private Opcode opcode = Opcode.BINARY;
    private boolean compressed;
    private int fragments;
    private byte[] payload = EMPTY;
    private int length;

    /** State of the frame that is being received. */
    private int maskingKey;

    private int frameLength;
    private int frameReceived;

    /** Makes an assembler with these limits. */
    public MessageAssembler(MessageLimits limits) {
        this.limits = limits;
    }

    /** Begins a data frame, the first of a message or a continuation. */
    public void begin(FrameHeader header) throws ProtocolViolation {
        if (header.opcode() != Opcode.CONTINUATION) {
            opcode = header.opcode();
            compressed = header.rsv1();
        }
        // Not a rule of the RFC: without it, a peer could send empty fragments forever.
        if (++fragments > limits.maxFragments()) {
            throw new ProtocolViolation(
                    CloseCode.POLICY_VIOLATION, "message of over " + limits.maxFragments() + " fragments");
        }
        maskingKey = header.maskingKey();
        // FrameRules has checked the length against the message limit, an int.
        frameLength = Math.toIntExact(header.payloadLength());
        frameReceived = 0;
    }

    /** Payload bytes still missing from the current frame. */
    public int missing() {
        return frameLength - frameReceived;
    }

    /** Copies the part of a range that belongs to the frame's payload, and returns its length. */
    public int take(byte[] source, int from, int to) throws ProtocolViolation {
        int count = Math.min(missing(), to - from);
        reserve(count);
        System.arraycopy(source, from, payload, length, count);
        received(count);
        return count;
    }

    /** Where the frame's next bytes may be read to directly; tell {@link #received} how many came. */
    public ByteBuffer space() {
        reserve(Math.min(missing(), SMALLEST));
        return ByteBuffer.wrap(payload, length, Math.min(missing(), payload.length - length));
    }

    /** Unmasks and checks bytes that arrived in {@link #space}. */
    public void received(int count) throws ProtocolViolation {
        Masking.unmask(payload, length, length + count, maskingKey, frameReceived);
        if (opcode == Opcode.TEXT && !compressed) {
            checkUtf8(count);
        }
        length += count;
        frameReceived += count;
    }

    /** Returns the finished message and forgets it. */
    public byte[] finish() throws ProtocolViolation {
        // RFC 6455 8.1 and 5.6: "the whole message MUST contain valid UTF-8", so it may not end inside a code point.
        if (opcode == Opcode.TEXT && !compressed && !utf8.isComplete()) {
            throw notUtf8();
        }
        byte[] message = payload.length == length ? payload : Arrays.copyOf(payload, length);
        release();
        return message;
    }

    /** Forgets the message, if there is one. */
    public void release() {
        payload = EMPTY;
        length = 0;
        fragments = 0;
        frameLength = 0;
        frameReceived = 0;
        utf8.reset();
    }

    /** Whether a message has begun and not ended. */
    public boolean isUnfinished() {
        return fragments > 0;
    }

    /** Text or binary. */
    public Opcode opcode() {
        return opcode;
    }

    /** Whether the message's first frame had RSV1 set. */
    public boolean isCompressed() {
        return compressed;
    }

    /** Bytes of memory held for the unfinished message. */
    public int retained() {
        return payload.length;
    }

    private void reserve(int more) {
        int needed = length + more;
        if (needed > payload.length) {
            // Memory follows the bytes received: at most twice as much is held, and small pieces are not copied each
            // time.
            int doubled = (int) Math.min(limits.maxSize(), 2L * payload.length + SMALLEST);
            int grown = Math.max(needed, doubled);
            // The length of the first frame is known, and it is often the whole message.
            payload = Arrays.copyOf(payload, fragments == 1 ? Math.min(grown, frameLength) : grown);
        }
    }

    private void checkUtf8(int count) throws ProtocolViolation {
        if (!utf8.accept(payload, length, length + count)) {
            throw notUtf8();
        }
    }

    private static ProtocolViolation notUtf8() {
        return new ProtocolViolation(CloseCode.INVALID_PAYLOAD, "text is not UTF-8");
    }
}
