package dev.weft.engine.message;

/**
 * The limits of one message.
 *
 * @param maxSize payload bytes, all fragments together
 * @param maxFragments frames, empty ones included
 */
public record MessageLimits(int maxSize, int maxFragments) {

    /** Checks both. */
    public MessageLimits {
        if (maxSize < 0 || maxFragments < 1) {
            throw new IllegalArgumentException("maxSize must be 0 or more, maxFragments 1 or more");
        }
    }
}
