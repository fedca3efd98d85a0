package dev.weft.spi;

import java.time.Instant;

/**
 * A message in a topic's history.
 *
 * @param position its place, from which a client can continue
 * @param time when it was stored, by the clock of whoever stores it
 * @param message the message itself
 */
public record Past(Position position, Instant time, Message message) {}
