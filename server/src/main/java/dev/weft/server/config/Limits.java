package dev.weft.server.config;

/**
 * The size of everything that a peer can make grow.
 *
 * @param maxMessageSize bytes of one message, all fragments together, after inflation
 * @param maxFragments frames of one message; empty ones count
 * @param maxConnections open connections; more are answered 503
 * @param maxHeaderSize bytes of a request head
 * @param memoryBudget bytes of unfinished messages and queued output of the whole server
 * @param sendQueueSize bytes that wait to be sent on one connection
 */
public record Limits(
        int maxMessageSize,
        int maxFragments,
        int maxConnections,
        int maxHeaderSize,
        long memoryBudget,
        int sendQueueSize) {}
