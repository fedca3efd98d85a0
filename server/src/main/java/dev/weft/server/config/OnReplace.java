package dev.weft.server.config;

/** What happens to a handler's sessions when its JAR is replaced. */
public enum OnReplace {
    /** They move to the new generation between two messages; those that cannot are treated as with {@link #DRAIN}. */
    HANDOVER,
    /** They stay with the old generation for the drain time, and are then closed with 1012. */
    DRAIN,
    /** They stay with the old generation until they end. */
    KEEP
}
