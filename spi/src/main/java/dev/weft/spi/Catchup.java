package dev.weft.spi;

/** What a client had missed when it came back to a topic with a position. */
public enum Catchup {
    /** Nothing. */
    UP_TO_DATE,
    /** Something, which it has got before this was returned. */
    REPLAYED,
    /**
     * Something that is not kept any more, or it cannot be known: the client has to load its state anew. It gets what is
     * published from now on.
     */
    LOST
}
