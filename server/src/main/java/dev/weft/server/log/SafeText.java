package dev.weft.server.log;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Throwable} says about itself, asked without risk. Its methods may be a plugin's code: they can throw,
 * return null, or recurse until the stack overflows. Nothing here throws, so that a fault can always be reported.
 */
public final class SafeText {

    /** Why 1,000? An exception's message may hold the whole request; a log line is still read at this length. */
    private static final int MAX_LENGTH = 1000;

    private static final StackTraceElement[] NO_STACK = {};

    private SafeText() {}

    /** The type and the message; the type alone if its own methods fail. */
    // Errors as well: toString and getMessage may overflow the stack, and there may be no memory for a text.
    public static String of(Throwable thrown) {
        try {
            String text = thrown.toString();
            if (text != null) {
                return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
            }
        } catch (Throwable fromItsOwnMethod) {
            // Its type is still to be had.
        }
        return typeOf(thrown);
    }

    /** Where it was thrown, without frames that are null; empty if it does not say. */
    public static StackTraceElement[] stackOf(Throwable thrown) {
        try {
            StackTraceElement[] stack = thrown.getStackTrace();
            return Arrays.stream(stack).filter(Objects::nonNull).toArray(StackTraceElement[]::new);
        } catch (Throwable fromItsOwnMethod) {
            return NO_STACK;
        }
    }

    /** What it was caused by; null if it does not say. */
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
            // The JVM makes the name when it is first asked for.
            return "an exception";
        }
    }
}
