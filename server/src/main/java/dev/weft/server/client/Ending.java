package dev.weft.server.client;

import dev.weft.server.log.Printable;

/** How a connection ended. */
sealed interface Ending {

    /** Why 0? A normal end: the server was done or went away in order, or this side closed. */
    int OK = 0;

    /** Why 1? There was no connection, or it broke. */
    int LOST = 1;

    /** Why 2? The same as for every usage error. */
    int USAGE = 2;

    /** Why 3? The connection worked, and the server gave an error as the reason to end it. */
    int REFUSED = 3;

    /** The server's Close came; 1005 if it had no code. */
    record Closed(int code, String reason) implements Ending {}

    /** The connection broke without a Close. */
    record Broken(String why) implements Ending {}

    /** This side ended the connection, because the server did what no other attempt would change. */
    record GivenUp(String why) implements Ending {}

    /** The exit status for this ending, given which side sent the first Close. */
    default int exitStatus(Closer first) {
        return switch (this) {
            case Broken broken -> LOST;
            case GivenUp givenUp -> LOST;
            case Closed closed -> first == Closer.THIS_SIDE || isOrderly(closed.code()) ? OK : REFUSED;
        };
    }

    /** A description in one line. */
    default String describe() {
        return switch (this) {
            case Broken broken -> "connection lost (1006): " + Printable.of(broken.why());
            case GivenUp givenUp -> "connection lost (1006): " + Printable.of(givenUp.why());
            case Closed closed ->
                "closed with " + closed.code() + ", " + meaning(closed.code())
                        + (closed.reason().isEmpty() ? "" : ": " + Printable.of(closed.reason()));
        };
    }

    /** Who sent the first Close. */
    enum Closer {
        THIS_SIDE,
        SERVER
    }

    private static boolean isOrderly(int code) {
        return code == 1000 || code == 1001 || code == 1005;
    }

    /** What a close code means (RFC 6455 7.4.1 and the IANA registry). */
    static String meaning(int code) {
        return switch (code) {
            case 1000 -> "normal closure";
            case 1001 -> "going away";
            case 1002 -> "protocol error";
            case 1003 -> "unsupported data";
            case 1005 -> "no status";
            case 1007 -> "invalid payload";
            case 1008 -> "policy violation";
            case 1009 -> "message too big";
            case 1010 -> "missing extension";
            case 1011 -> "internal error";
            case 1012 -> "service restart";
            case 1013 -> "try again later";
            case 1014 -> "bad gateway";
            default -> {
                // RFC 6455 7.4.2: 3000-3999 are registered with IANA, 4000-4999 are for private use.
                if (code >= 3000 && code < 4000) {
                    yield "registered for a library or an application";
                }
                yield code >= 4000 && code < 5000 ? "private to the application" : "not a code of RFC 6455";
            }
        };
    }
}
