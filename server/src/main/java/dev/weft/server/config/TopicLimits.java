package dev.weft.server.config;

import java.time.Duration;

/**
 * What topics may keep and how many there may be.
 *
 * @param historySize messages kept of each kept topic
 * @param historyTime how long each of them is kept; zero keeps them as long as the other limits allow
 * @param historyMemory bytes of memory for the messages of all topics
 * @param maxTopics topics that have subscribers, and as many that have a history
 * @param maxSubscriptions topics that one session may be subscribed to
 * @param maxReplay missed messages that a client which comes back gets; if there are more, it is told that they are lost
 */
public record TopicLimits(
        int historySize,
        Duration historyTime,
        long historyMemory,
        int maxTopics,
        int maxSubscriptions,
        int maxReplay) {}
