package dev.weft.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells in one line what ended the process. Java logs every {@link Runtime#exit} at DEBUG with a stack trace; an
 * operator wants to know only which plugin it was.
 */
final class ExitLine {

    /** The logger that the Javadoc of {@link Runtime#exit} names. */
    static final String LOGGER = "java.lang.Runtime";

    private static final String MAIN = "dev.weft.server.Main";

    private ExitLine() {}

    static boolean isExit(ILoggingEvent event) {
        return event.getLoggerName().equals(LOGGER);
    }

    /**
     * The line for an event; empty for the server's own exit, at the end of {@code main}, and for a signal, which Java
     * itself handles.
     */
    static Optional<String> of(ILoggingEvent event) {
        return caller(event.getThrowableProxy())
                .filter(frame -> !frame.getClassName().equals(MAIN))
                .map(frame -> LogLine.of(event, Level.WARN, "! " + event.getFormattedMessage() + " by " + frame));
    }

    private static Optional<StackTraceElement> caller(@Nullable IThrowableProxy stack) {
        return Stream.ofNullable(stack)
                .flatMap(thrown -> Arrays.stream(thrown.getStackTraceElementProxyArray()))
                .map(frame -> frame.getStackTraceElement())
                .filter(frame -> !isJava(frame.getClassName()))
                .findFirst();
    }

    private static boolean isJava(String className) {
        return Stream.of("java.", "jdk.", "sun.").anyMatch(className::startsWith);
    }
}
