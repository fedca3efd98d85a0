package dev.weft.benchmarks.load;

import java.nio.ByteBuffer;

/**
 * Parses what a server sends, from pieces of any size, without allocating.
 *
 * <pre>
 *   FIRST_BYTE -> SECOND_BYTE -> [LENGTH ->] PAYLOAD -> FIRST_BYTE
 * </pre>
 */
final class ServerFrameParser {

    /** What {@link #next} stopped at. */
    enum Event {
        NEED_INPUT,
        MESSAGE,
        PING,
        PONG,
        CLOSE
    }

    private enum State {
        FIRST_BYTE,
        SECOND_BYTE,
        LENGTH,
        PAYLOAD
    }

    private static final int NO_MESSAGE = -1;
    private static final byte[] NO_BYTES = {};
    private static final int MAX_CONTROL_PAYLOAD = 125; // RFC 6455 5.5

    private final PayloadSink sink;
    // Shared and empty until a control frame arrives: most connections never see one.
    private byte[] controlPayload = NO_BYTES;
    private State state = State.FIRST_BYTE;
    private boolean compressionAgreed;
    private boolean compressed;
    private boolean fin;
    private int opcode;
    private int lengthBytes;
    private int lengthBytesMissing;
    private long remaining;
    private int messageOpcode = NO_MESSAGE;
    private long messageLength;
    private int finishedOpcode = NO_MESSAGE;

    ServerFrameParser(PayloadSink sink) {
        this.sink = sink;
    }

    /**
     * Consumes input up to the end of the next message or control frame.
     *
     * @param input the receive buffer
     * @return what ended, or NEED_INPUT with the whole input consumed
     * @throws ProtocolError if the server broke a rule of RFC 6455
     */
    Event next(ByteBuffer input) {
        while (true) {
            if (state == State.PAYLOAD) {
                consumePayload(input);
                if (remaining > 0) {
                    return Event.NEED_INPUT;
                }
                state = State.FIRST_BYTE;
                Event event = frameEnded();
                if (event != Event.NEED_INPUT) {
                    return event;
                }
            } else if (input.hasRemaining()) {
                headerByte(input.get() & 0xFF);
            } else {
                return Event.NEED_INPUT;
            }
        }
    }

    /** RSV1 has a meaning from now on: permessage-deflate has been negotiated. */
    void agreeOnCompression() {
        compressionAgreed = true;
    }

    /** Whether the message that is being read, or that ended last, is compressed. */
    boolean isCompressed() {
        return compressed;
    }

    /** The opcode of the message that ended last. */
    int messageOpcode() {
        return finishedOpcode;
    }

    /** The payload length of the message that ended last, all of its frames together, as it travelled. */
    long messageLength() {
        return messageLength;
    }

    /** The payload of the control frame that ended last. */
    byte[] controlPayload() {
        return controlPayload;
    }

    private void headerByte(int value) {
        switch (state) {
            case FIRST_BYTE -> firstByte(value);
            case SECOND_BYTE -> secondByte(value);
            case LENGTH -> lengthByte(value);
            case PAYLOAD -> throw new IllegalStateException("payload is not header");
        }
    }

    private void firstByte(int value) {
        fin = (value & 0x80) != 0;
        opcode = value & 0x0F;
        boolean isFirst = opcode == Opcodes.TEXT || opcode == Opcodes.BINARY;
        // RFC 6455 5.2: MUST be 0 unless an extension is negotiated
        // RFC 7692 6.1: an endpoint MUST NOT set the "Per-message Compressed" bit of control frames and non-first
        // fragments
        int allowed = compressionAgreed && isFirst ? ClientFrame.RSV1 : 0;
        if ((value & 0x70 & ~allowed) != 0) {
            throw new ProtocolError("reserved bit set in 0x" + Integer.toHexString(value));
        }
        switch (opcode) {
            case Opcodes.CONTINUATION -> require(messageOpcode != NO_MESSAGE, "continuation without a message");
            case Opcodes.TEXT, Opcodes.BINARY -> {
                require(messageOpcode == NO_MESSAGE, "new message inside a fragmented one");
                messageOpcode = opcode;
                messageLength = 0;
                compressed = (value & ClientFrame.RSV1) != 0;
            }
            case Opcodes.CLOSE, Opcodes.PING, Opcodes.PONG -> require(fin, "fragmented control frame");
            default -> throw new ProtocolError("reserved opcode " + opcode);
        }
        state = State.SECOND_BYTE;
    }

    private void secondByte(int value) {
        // RFC 6455 5.1: A server MUST NOT mask any frames that it sends to the client.
        require((value & 0x80) == 0, "masked server frame");
        require(!isControl() || value <= MAX_CONTROL_PAYLOAD, "control frame over 125 bytes");
        lengthBytes = value == 126 ? Short.BYTES : value == 127 ? Long.BYTES : 0;
        lengthBytesMissing = lengthBytes;
        remaining = lengthBytes == 0 ? value : 0;
        if (lengthBytes == 0) {
            startPayload();
        } else {
            state = State.LENGTH;
        }
    }

    private void lengthByte(int value) {
        remaining = remaining << 8 | value;
        lengthBytesMissing--;
        if (lengthBytesMissing == 0) {
            // RFC 6455 5.2: the minimal number of bytes MUST be used to encode the length
            long least = lengthBytes == Short.BYTES ? 126 : 65_536;
            require(remaining >= least, "length is negative or not minimal");
            startPayload();
        }
    }

    private void startPayload() {
        state = State.PAYLOAD;
        if (isControl()) {
            controlPayload = new byte[(int) remaining];
        }
    }

    private void consumePayload(ByteBuffer input) {
        int length = (int) Math.min(remaining, input.remaining());
        if (length == 0) {
            return;
        }
        if (isControl()) {
            input.get(controlPayload, controlPayload.length - (int) remaining, length);
        } else {
            sink.accept(input, length, messageLength);
            messageLength += length;
        }
        remaining -= length;
    }

    private Event frameEnded() {
        switch (opcode) {
            case Opcodes.PING:
                return Event.PING;
            case Opcodes.PONG:
                return Event.PONG;
            case Opcodes.CLOSE:
                return Event.CLOSE;
            default:
                if (!fin) {
                    return Event.NEED_INPUT;
                }
                finishedOpcode = messageOpcode;
                messageOpcode = NO_MESSAGE;
                return Event.MESSAGE;
        }
    }

    private boolean isControl() {
        return opcode >= Opcodes.CLOSE;
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new ProtocolError(message);
        }
    }
}
