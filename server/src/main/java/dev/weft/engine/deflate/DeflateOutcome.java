package dev.weft.engine.deflate;

/** How to send a message. */
public sealed interface DeflateOutcome {

    /**
     * Compressed, with RSV1 set on its first frame.
     *
     * @param bytes the payload; owned by the receiver: never written to again
     */
    @SuppressWarnings("ArrayRecordComponent") // A payload is handed over once and never compared.
    record Deflated(byte[] bytes) implements DeflateOutcome {}

    /** Uncompressed, with RSV1 clear: compression would cost more than it saves. */
    record Plain() implements DeflateOutcome {}
}
