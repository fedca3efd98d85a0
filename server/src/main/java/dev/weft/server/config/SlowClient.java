package dev.weft.server.config;

/** What becomes of a client whose queue is full when a handler offers it one message more. */
public enum SlowClient {
    /** It is closed, so that it never takes a stream with a gap for a whole one. */
    CLOSE,
    /** It goes on without that message; how many it lost is counted and logged. */
    DROP
}
