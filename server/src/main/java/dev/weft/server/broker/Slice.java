package dev.weft.server.broker;

import java.util.List;

/**
 * What was stored after a position.
 *
 * @param messages oldest first
 * @param isWhole whether nothing is missing between the position and the first of them, and in between
 */
public record Slice(List<Stored> messages, boolean isWhole) {

    /** Something is missing, or it cannot be known. */
    public static final Slice BROKEN = new Slice(List.of(), false);
}
