package dev.weft.engine.session;

import org.jspecify.annotations.Nullable;

/** Lends large receive arrays to the connections that are currently busy. Thread-safe; the server implements it. */
public interface BufferPool {

    /**
     * Lends an array larger than {@link ReceiveBuffer#SMALL}, or null if too many are lent: the caller then continues
     * with the small one it has.
     */
    byte @Nullable [] borrow();

    /** Takes back an array, whose content no longer matters. */
    void giveBack(byte[] array);
}
