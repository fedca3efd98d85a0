package dev.weft.server.config;

/** What happens to a client whose queue is full when a handler offers it another message. */
public enum SlowClient {
    /** It is closed, so that it never mistakes a stream with a gap for a complete one. */
    CLOSE,
    /** It misses that message; lost messages are counted and logged. */
    DROP
}
