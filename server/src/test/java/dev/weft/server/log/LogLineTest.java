package dev.weft.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLineTest {

    @Test
    void isOneLineWithTimeLevelAndShortName() {
        String line = line("client {} left", null, "7");

        assertTrue(
                line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  \\[Connection] client 7 left"),
                line);
    }

    @Test
    void escapesWhatAPeerSent() {
        String line = line("origin {}", null, "a\r\n2026-01-01 00:00:00.000 INFO  [Main] forged\u001b[2J\u202e");

        assertEquals("origin a\\r\\n2026-01-01 00:00:00.000 INFO  [Main] forged\\x1B[2J\\u202E", message(line));
    }

    @Test
    void escapesTheMessageOfAnException() {
        Exception thrown = new IllegalStateException("a\nforged");
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("dev.Echo", "onMessage", "Echo.java", 7)});

        String line = line("failed", thrown);

        assertEquals(
                "failed\n  java.lang.IllegalStateException: a\\nforged\n    at dev.Echo.onMessage(Echo.java:7)",
                message(line));
    }

    @Test
    void namesCauses() {
        Exception thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));

        String line = line("failed", thrown);

        assertTrue(line.contains("\n  caused by java.lang.IllegalArgumentException: inner"), line);
    }

    @Test
    void cutsADeepStack() {
        Exception thrown = new IllegalStateException();
        StackTraceElement[] deep = new StackTraceElement[1_000];
        java.util.Arrays.fill(deep, new StackTraceElement("dev.Deep", "down", "Deep.java", 1));
        thrown.setStackTrace(deep);

        String line = line("failed", thrown);

        assertEquals(1 + 1 + 50 + 1, line.lines().count());
        assertTrue(line.endsWith("\n    ... 950 more"), line);
    }

    private static String line(String format, @Nullable Throwable thrown, Object... arguments) {
        var logger = new LoggerContext().getLogger("dev.weft.server.connection.Connection");
        return LogLine.of(new LoggingEvent("", logger, Level.WARN, format, thrown, arguments));
    }

    private static String message(String line) {
        return line.substring(line.indexOf("] ") + 2);
    }
}
