package dev.weft.server.connection;

/** What became of a data frame that was to be sent. */
enum SendOutcome {
    /** It is written, or will be, after all that was accepted before it. */
    ACCEPTED,
    /** There was no room, and this server drops messages to a client that reads too slowly. */
    DROPPED,
    /** There was no room, and this server closes a client that reads too slowly. */
    TOO_SLOW,
    /** It would have had to wait, and the server's memory budget is used up. */
    NO_MEMORY,
    /** The connection is not open. */
    CLOSED
}
