package dev.weft.server.broker;

/** What becomes of the messages of a topic. */
public enum TopicKind {
    /** They go to who is there. */
    LIVE,
    /** The last ones are kept. */
    KEPT,
    /** The newest is kept. */
    LATEST
}
