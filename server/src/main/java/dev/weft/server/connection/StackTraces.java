package dev.weft.server.connection;

import dev.weft.server.log.SafeText;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A stack trace as one line of a log. */
final class StackTraces {

    /** Why 8? They reach from where it happened through a library into the handler. */
    private static final int FRAMES = 8;

    private StackTraces() {}

    /** Where a thread is now. */
    static String of(Thread thread) {
        return line(thread.getStackTrace());
    }

    /** Where something was thrown; empty if it does not say. */
    static String of(Throwable thrown) {
        return line(SafeText.stackOf(thrown));
    }

    private static String line(StackTraceElement... frames) {
        return Stream.of(frames).limit(FRAMES).map(StackTraceElement::toString).collect(Collectors.joining(" < "));
    }
}
