package dev.weft.server.outbound;

import dev.weft.server.config.SlowClient;
import dev.weft.server.resource.MemoryBudget;
import dev.weft.server.resource.Pool;
import java.nio.ByteBuffer;

/**
 * What all outboxes of a server share.
 *
 * @param queueSize bytes of memory that what waits on one connection may hold
 * @param slowClient what becomes of a client whose queue is full when a message is offered
 * @param corks where batches are collected
 * @param budget for all that waits
 */
public record OutboxSettings(int queueSize, SlowClient slowClient, Pool<ByteBuffer> corks, MemoryBudget budget) {}
