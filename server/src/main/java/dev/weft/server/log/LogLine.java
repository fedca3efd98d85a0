package dev.weft.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The format of an event: {@code 2026-01-31 12:34:56.789 WARN  [Connection] text}, then a stack, indented. */
final class LogLine {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    /**
     * A deeper stack is a recursion, whose frames repeat; and a handler that fails for every message must not fill a
     * disk.
     */
    private static final int MOST_FRAMES = 50;

    /** A longer chain of causes is a mistake. */
    private static final int MOST_CAUSES = 10;

    private LogLine() {}

    static String of(ILoggingEvent event) {
        StringBuilder line = begin(event, event.getLevel());
        line.append(Printable.of(String.valueOf(event.getFormattedMessage())));
        appendThrowable(line, event.getThrowableProxy());
        return line.toString();
    }

    /** The same with another level and text, and without the stack trace. */
    static String of(ILoggingEvent event, Level level, String text) {
        return begin(event, level).append(Printable.of(text)).toString();
    }

    private static StringBuilder begin(ILoggingEvent event, Level eventLevel) {
        StringBuilder line = new StringBuilder(128);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        String level = eventLevel.toString();
        line.append(' ').append(level).append(" ".repeat(Math.max(1, 6 - level.length())));
        return line.append('[')
                .append(Printable.of(shortName(event.getLoggerName())))
                .append("] ");
    }

    private static String shortName(String loggerName) {
        return loggerName.substring(loggerName.lastIndexOf('.') + 1);
    }

    private static void appendThrowable(StringBuilder line, IThrowableProxy thrown) {
        String prefix = "\n  ";
        IThrowableProxy each = thrown;
        for (int causes = 0; each != null && causes < MOST_CAUSES; causes++) {
            line.append(prefix).append(Printable.of(each.getClassName()));
            if (each.getMessage() != null) {
                line.append(": ").append(Printable.of(each.getMessage()));
            }
            appendFrames(line, each);
            prefix = "\n  caused by ";
            each = each.getCause();
        }
    }

    private static void appendFrames(StringBuilder line, IThrowableProxy thrown) {
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int own = frames.length - thrown.getCommonFrames();
        for (int i = 0; i < Math.min(own, MOST_FRAMES); i++) {
            line.append("\n    ").append(Printable.of(frames[i].getSTEAsString()));
        }
        if (own > MOST_FRAMES) {
            line.append("\n    ... ").append(own - MOST_FRAMES).append(" more");
        }
    }
}
