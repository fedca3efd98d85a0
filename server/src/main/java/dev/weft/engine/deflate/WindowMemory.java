package dev.weft.engine.deflate;

/**
 * Memory for the window of a client's messages that the next one may refer to. Thread-safe; the server implements it.
 */
public interface WindowMemory {

    /** Takes all of the bytes or none; false if they are not available. */
    boolean take(int bytes);

    /** Gives back bytes that were taken. */
    void giveBack(int bytes);
}
