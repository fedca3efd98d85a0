package dev.weft.server.log;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link Throwable} says about itself, without risk. Its methods may be a plugin's code: they can throw,
 * return null, or recurse until the stack overflows. Nothing here throws, so that a fault can always be reported.
 */
public final class SafeText {

    /** Why 1,000? An exception's message may contain a whole request; a log line of this length is still readable. */
    private static final int MAX_LENGTH = 1000;

    private static final StackTraceElement[] NO_STACK = {};

    private SafeText() {}

    /** The type and the message; the type alone if its own methods fail. */
    // Errors as well: toString and getMessage may overflow the stack, and there may be no memory for the text.
    public static String of(Throwable thrown) {
        try {
            String text = thrown.toString();
            if (text != null) {
                return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
            }
        } catch (Throwable fromItsOwnMethod) {
            // The type is still available.
        }
        return typeOf(thrown);
    }

    /** Its stack trace, without frames that are null; empty if it cannot be read. */
    public static StackTraceElement[] stackOf(Throwable thrown) {
        try {
            StackTraceElement[] stack = thrown.getStackTrace();
            return Arrays.stream(stack).filter(Objects::nonNull).toArray(StackTraceElement[]::new);
        } catch (Throwable fromItsOwnMethod) {
            return NO_STACK;
        }
    }

    /** Its cause; null if it has none or it cannot be read. */
    public static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable fromItsOwnMethod) {
            return null;
        }
    }

    private static String typeOf(Throwable thrown) {
        try {
            return thrown.getClass().getName();
        } catch (OutOfMemoryError noName) {
            // The JVM creates the name when it is first requested, which takes memory.
            return "an exception";
        }
    }
}
