package dev.weft.engine.session;

import org.jspecify.annotations.Nullable;

/** Lends large receive arrays to the connections that are busy now. Thread-safe; the server implements it. */
public interface BufferPool {

    /**
     * Lends an array larger than {@link ReceiveBuffer#SMALL}, or null if too many are out: then the caller goes on with
     * the small one it has.
     */
    byte @Nullable [] borrow();

    /** Takes an array back. Its content is of no interest any more. */
    void giveBack(byte[] array);
}
