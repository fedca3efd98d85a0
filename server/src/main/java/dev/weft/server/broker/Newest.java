package dev.weft.server.broker;

import dev.weft.spi.Position;

/**
 * The end of a topic: nothing stored before this moment comes after it.
 *
 * @param sequence not less than that of any stored message
 * @param at its position
 */
public record Newest(long sequence, Position at) {}
