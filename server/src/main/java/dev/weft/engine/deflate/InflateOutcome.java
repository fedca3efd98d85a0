package dev.weft.engine.deflate;

/** What became of a compressed message. */
public sealed interface InflateOutcome {

    /**
     * The message as it was before compression.
     *
     * @param bytes the receiver's own: nobody writes to them again
     */
    @SuppressWarnings("ArrayRecordComponent") // A payload is handed over once and compared by nobody.
    record Inflated(byte[] bytes) implements InflateOutcome {}

    /**
     * The message is larger than the limit, by how much was not found out; RFC 6455 7.4.1: close code 1009.
     *
     * @param limit the limit it passed
     */
    record TooBig(int limit) implements InflateOutcome {}

    /**
     * There is no memory to keep what the next message may refer to; close code 1013.
     */
    record NoMemory() implements InflateOutcome {}

    /**
     * The payload is no whole DEFLATE stream; RFC 6455 7.4.1: close code 1007.
     *
     * @param why a few words of ASCII for a log
     */
    record Malformed(String why) implements InflateOutcome {}
}
