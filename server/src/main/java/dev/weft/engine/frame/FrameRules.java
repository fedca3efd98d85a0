package dev.weft.engine.frame;

/**
 * Judges a header that a client sent. Every rule of RFC 6455 section 5 that a single header can break is here, in the
 * order in which it is checked: opcode, RSV bits, mask, minimal length, limits.
 *
 * <p>Of earlier frames it remembers only whether a message is unfinished.
 */
public final class FrameRules {

    /** Why 125? RFC 6455 5.5: "All control frames MUST have a payload length of 125 bytes or less". */
    public static final int MAX_CONTROL_PAYLOAD = 125;

    private final Compression compression;
    private final long maxMessageSize;
    private final long maxCompressedSize;
    private boolean messageUnfinished;
    private boolean messageCompressed;
    private long received;

    /** Whether permessage-deflate was negotiated, and so RSV1 has a meaning. */
    public enum Compression {
        /** No extension uses RSV1. */
        NONE,
        /** RSV1 marks a compressed message (RFC 7692 6). */
        PER_MESSAGE
    }

    /**
     * Makes the rules of one connection.
     *
     * @param compression what RSV1 means
     * @param maxMessageSize the most payload bytes of one message, all its frames together, as received
     */
    public FrameRules(Compression compression, long maxMessageSize) {
        this(compression, maxMessageSize, maxMessageSize);
    }

    /**
     * Makes the rules of one connection whose messages may be compressed.
     *
     * @param compression what RSV1 means
     * @param maxMessageSize the most payload bytes of one message, all its frames together
     * @param maxCompressedSize the same for a compressed message, as received: noise grows when it is compressed
     */
    public FrameRules(Compression compression, long maxMessageSize, long maxCompressedSize) {
        this.compression = compression;
        this.maxMessageSize = maxMessageSize;
        this.maxCompressedSize = maxCompressedSize;
    }

    /** Records an accepted data frame, for the rules about the next one. */
    public void accepted(FrameHeader header) {
        messageUnfinished = !header.fin();
        messageCompressed = header.opcode() == Opcode.CONTINUATION ? messageCompressed : header.rsv1();
        received = header.fin() ? 0 : received + header.payloadLength();
    }

    /** Judges the first byte: FIN, RSV bits and opcode. */
    Opcode checkFirst(int first) throws ProtocolViolation {
        Opcode opcode = Opcode.of(first & 0x0F);
        // RFC 6455 5.2: "If an unknown opcode is received, the receiving endpoint MUST _Fail the WebSocket
        // Connection_."
        if (opcode == null) {
            throw ProtocolViolation.of("reserved opcode");
        }
        boolean fin = (first & 0x80) != 0;
        if (opcode.isControl()) {
            // RFC 6455 5.5: control frames "MUST NOT be fragmented".
            if (!fin) {
                throw ProtocolViolation.of("fragmented control frame");
            }
        } else {
            checkSequence(opcode);
        }
        checkReservedBits(opcode, first);
        return opcode;
    }

    /** Judges the second byte: the mask bit and the length of a control frame. */
    void checkSecond(Opcode opcode, int second) throws ProtocolViolation {
        // RFC 6455 5.1: "The server MUST close the connection upon receiving a frame that is not masked."
        if ((second & 0x80) == 0) {
            throw ProtocolViolation.of("frame is not masked");
        }
        // RFC 6455 5.5: "All control frames MUST have a payload length of 125 bytes or less".
        if (opcode.isControl() && (second & 0x7F) > MAX_CONTROL_PAYLOAD) {
            throw ProtocolViolation.of("control frame over 125 bytes");
        }
    }

    /** Judges the payload length, before a byte of payload is read. */
    void checkLength(int first, Opcode opcode, int length7, long length) throws ProtocolViolation {
        // RFC 6455 5.2: "the most significant bit MUST be 0".
        if (length < 0) {
            throw ProtocolViolation.of("payload length has its top bit set");
        }
        // RFC 6455 5.2: "the minimal number of bytes MUST be used to encode the length".
        if ((length7 == 126 && length < 126) || (length7 == 127 && length < 65_536)) {
            throw ProtocolViolation.of("payload length is not minimal");
        }
        boolean compressed = opcode == Opcode.CONTINUATION ? messageCompressed : (first & 0x40) != 0;
        long limit = compressed ? maxCompressedSize : maxMessageSize;
        // Compared by subtraction: a declared length may be close to 2^63.
        if (!opcode.isControl() && length > limit - received) {
            throw new ProtocolViolation(CloseCode.TOO_BIG, "message over " + maxMessageSize + " bytes");
        }
    }

    private void checkSequence(Opcode opcode) throws ProtocolViolation {
        // RFC 6455 5.4: a fragmented message is a frame with an opcode other than 0, "followed by zero or more frames
        // with the FIN bit clear and the opcode set to 0, and terminated by a single frame with the FIN bit set and an
        // opcode of 0"; and "The fragments of one message MUST NOT be interleaved between the fragments of another".
        if (opcode == Opcode.CONTINUATION && !messageUnfinished) {
            throw ProtocolViolation.of("continuation of nothing");
        }
        if (opcode != Opcode.CONTINUATION && messageUnfinished) {
            throw ProtocolViolation.of("new message inside a fragmented one");
        }
    }

    private void checkReservedBits(Opcode opcode, int first) throws ProtocolViolation {
        // RFC 6455 5.2: RSV1-3 "MUST be 0 unless an extension is negotiated that defines meanings for non-zero values".
        if ((first & 0x30) != 0) {
            throw ProtocolViolation.of("RSV2 or RSV3 is set");
        }
        if ((first & 0x40) == 0) {
            return;
        }
        // RFC 7692 6: "An endpoint MUST NOT set the 'Per-Message Compressed' bit of control frames and non-first
        // fragments of a data message."
        boolean beginsMessage = opcode == Opcode.TEXT || opcode == Opcode.BINARY;
        if (compression == Compression.NONE || !beginsMessage) {
            throw ProtocolViolation.of("RSV1 is set");
        }
    }
}
