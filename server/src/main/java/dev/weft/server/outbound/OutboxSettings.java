package dev.weft.server.outbound;

import dev.weft.server.config.SlowClient;
import dev.weft.server.resource.MemoryBudget;
import dev.weft.server.resource.Pool;
import java.nio.ByteBuffer;

/**
 * The settings that all outboxes of a server share.
 *
 * @param queueSize bytes of memory that the waiting frames of one connection may hold
 * @param slowClient what happens to a client whose queue is full when a message is offered
 * @param corks buffers for collecting batches
 * @param budget the memory budget for waiting frames
 */
public record OutboxSettings(int queueSize, SlowClient slowClient, Pool<ByteBuffer> corks, MemoryBudget budget) {}
