package dev.weft.server.broker;

import dev.weft.spi.Position;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A stored message.
 *
 * @param sequence orders the messages of a topic; greater than 0
 * @param at its position
 * @param time when it was stored
 * @param message the message; nothing changes the buffer or its position
 */
public record Stored(long sequence, Position at, Instant time, ByteBuffer message) {}
