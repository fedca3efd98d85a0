package dev.weft.server.outbound;

/** The outcome of sending a data frame. */
public enum SendOutcome {
    /** It is written, or will be, after all frames accepted before it. */
    ACCEPTED,
    /** There was no room, and this server drops messages to slow clients. */
    DROPPED,
    /** There was no room, and this server closes slow clients. */
    TOO_SLOW,
    /** It would have to wait, but the server's memory budget is used up. */
    NO_MEMORY,
    /** The connection is not open. */
    CLOSED
}
