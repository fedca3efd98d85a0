package dev.weft.engine.deflate;

/** How to send a message. */
public sealed interface DeflateOutcome {

    /**
     * Compressed, with RSV1 set on its first frame.
     *
     * @param bytes the payload; the receiver's own: nobody writes to them again
     */
    @SuppressWarnings("ArrayRecordComponent") // A payload is handed over once and compared by nobody.
    record Deflated(byte[] bytes) implements DeflateOutcome {}

    /** As it is, with RSV1 clear: compression would cost more than it saves. */
    record Plain() implements DeflateOutcome {}
}
