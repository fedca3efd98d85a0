package dev.weft.engine.deflate;

/** Whether one side's compressor may refer back to that side's earlier messages (RFC 7692 7.1.1). */
public enum ContextTakeover {
    /** A message may refer to the LZ77 window that the last compressed message left. */
    ALLOWED,
    /** Every message begins with an empty LZ77 window: {@code *_no_context_takeover} was agreed. */
    NONE
}
