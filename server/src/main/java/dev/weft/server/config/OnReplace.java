package dev.weft.server.config;

/** What becomes of a handler's sessions when its JAR is replaced. */
public enum OnReplace {
    /** They move to the new generation between two messages; those that cannot come to an end as with {@link #DRAIN}. */
    HANDOVER,
    /** They stay with the old generation for the drain time, and are then closed 1012. */
    DRAIN,
    /** They stay with the old generation as long as they like. */
    KEEP
}
