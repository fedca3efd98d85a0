package dev.weft.server.connection;

import dev.weft.server.config.SlowClient;
import dev.weft.server.net.ByteBufferPool;
import java.time.Duration;

/**
 * What all outboxes of a server share.
 *
 * @param queueSize bytes that may wait on one connection
 * @param writeTimeout how long a sender waits for room
 * @param slowClient what becomes of a client whose queue is full when a message is offered
 * @param corks where batches are collected
 * @param budget for all that waits
 */
record OutboxSettings(
        int queueSize, Duration writeTimeout, SlowClient slowClient, ByteBufferPool corks, MemoryBudget budget) {}
