package dev.weft.server.log;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A stack trace as one line of a log. */
public final class StackTraces {

    /** Why 8? They usually reach from the place of the event through a library into the handler. */
    private static final int FRAMES = 8;

    private StackTraces() {}

    /** The current stack of a thread. */
    public static String of(Thread thread) {
        return line(thread.getStackTrace());
    }

    /** Where an exception was thrown; empty if it has no stack. */
    public static String of(Throwable thrown) {
        return line(SafeText.stackOf(thrown));
    }

    private static String line(StackTraceElement... frames) {
        return Stream.of(frames).limit(FRAMES).map(StackTraceElement::toString).collect(Collectors.joining(" < "));
    }
}
