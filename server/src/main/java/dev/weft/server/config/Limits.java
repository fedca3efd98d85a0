package dev.weft.server.config;

/**
 * The limits of everything that a peer can make grow. None can be turned off: zero is invalid.
 *
 * @param maxMessageSize bytes of one message, all fragments together, after inflation
 * @param maxFragments frames of one message; empty ones count
 * @param maxConnections open connections; further ones are answered with 503
 * @param maxHeaderSize bytes of a request head
 * @param memoryBudget bytes of memory for messages, compression windows and queued output of the whole server
 * @param sendQueueSize bytes of memory for messages that wait to be sent on one connection
 */
public record Limits(
        int maxMessageSize,
        int maxFragments,
        int maxConnections,
        int maxHeaderSize,
        long memoryBudget,
        int sendQueueSize) {

    /**
     * Checks that each is positive.
     *
     * @throws IllegalArgumentException if one is not
     */
    public Limits {
        requirePositive("maxMessageSize", maxMessageSize);
        requirePositive("maxFragments", maxFragments);
        requirePositive("maxConnections", maxConnections);
        requirePositive("maxHeaderSize", maxHeaderSize);
        requirePositive("memoryBudget", memoryBudget);
        requirePositive("sendQueueSize", sendQueueSize);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is " + value + ", and must be positive");
        }
    }
}
