package dev.weft.engine.http;

/** The result of {@link RequestHeadParser} for the bytes so far. */
public sealed interface HeadOutcome {

    /** All given bytes were taken, and the head is not complete. */
    record Incomplete() implements HeadOutcome {

        static final Incomplete INSTANCE = new Incomplete();
    }

    /** The head is complete; the byte after it has not been consumed. */
    record Complete(RequestHead head) implements HeadOutcome {}

    /**
     * The head is refused, and so is everything after it: where this request ends is not known.
     *
     * @param status what to answer before closing the connection
     * @param why one sentence for the log and the answer; it never quotes the peer
     */
    record Bad(HttpStatus status, String why) implements HeadOutcome {}
}
