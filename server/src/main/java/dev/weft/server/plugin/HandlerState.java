package dev.weft.server.plugin;

/**
 * Where a handler stands.
 *
 * <pre>
 *   JAR -> VERIFIED -> ACTIVE -> DRAINING -> STOPPED
 *    |        |          |
 *    |        +----------+-> FAILED
 *    +-> PENDING -> REJECTED
 * </pre>
 */
public enum HandlerState {
    /** It is no whole JAR, perhaps because somebody is still copying it. */
    PENDING,
    /** Checked without running its code, and not started because it was not chosen. */
    VERIFIED,
    /** Started; it serves sessions. */
    ACTIVE,
    /** Its JAR was replaced or removed: it takes no new sessions, and those it has come to an end. */
    DRAINING,
    /** Its orderly stop has begun. */
    STOPPED,
    /** Its constructor or start threw or hung, or its classes do not link: new clients get HTTP 503. */
    FAILED,
    /** It is no plugin for this server. None of its code has run. */
    REJECTED
}
