package dev.weft.testkit;

import dev.weft.server.log.SafeText;

/**
 * An exception that a handler should not throw: anything but a {@link dev.weft.spi.CloseException}, the end of its own
 * session, or an interrupt.
 *
 * @param callback the callback, such as {@code onMessage}
 * @param session the session's number; 0 for {@code start} and {@code stop}
 * @param thrown the exception or error itself
 */
public record Fault(String callback, long session, Throwable thrown) {

    /** One line, with the place where it was thrown. */
    @Override
    public String toString() {
        StackTraceElement[] stack = SafeText.stackOf(thrown);
        return callback + (session == 0 ? "" : " of session " + session) + " threw " + SafeText.of(thrown)
                + (stack.length == 0 ? "" : "\n    at " + stack[0]);
    }
}
