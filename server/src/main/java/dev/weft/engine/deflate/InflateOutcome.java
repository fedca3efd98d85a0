package dev.weft.engine.deflate;

/** The result of inflating a compressed message. */
public sealed interface InflateOutcome {

    /**
     * The message as it was before compression.
     *
     * @param bytes owned by the receiver: never written to again
     */
    @SuppressWarnings("ArrayRecordComponent") // A payload is handed over once and never compared.
    record Inflated(byte[] bytes) implements InflateOutcome {}

    /**
     * The message is larger than the limit; by how much is not known. RFC 6455 7.4.1: close code 1009.
     *
     * @param limit the limit it exceeded
     */
    record TooBig(int limit) implements InflateOutcome {}

    /** There is no memory for the window that the next message may refer to; close code 1013. */
    record NoMemory() implements InflateOutcome {}

    /**
     * The payload is not a complete DEFLATE stream; RFC 6455 7.4.1: close code 1007.
     *
     * @param why a few words of ASCII for a log
     */
    record Malformed(String why) implements InflateOutcome {}
}
