package dev.weft.engine.deflate;

/** Memory for what is kept of a client's messages for the next to refer to. Thread-safe; the server implements it. */
public interface WindowMemory {

    /** Takes so many bytes, or none of them: false if they are not to be had. */
    boolean take(int bytes);

    /** Gives bytes back that were taken. */
    void giveBack(int bytes);
}
