package dev.weft.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExitLineTest {

    /** The event that Java makes of an exit which these methods called, the first of them last. */
    private static LoggingEvent exit(String... frames) {
        Throwable stack = new Throwable("Runtime.exit(7)");
        stack.setStackTrace(Arrays.stream(frames)
                .map(frame -> new StackTraceElement(
                        frame.substring(0, frame.lastIndexOf('.')),
                        frame.substring(frame.lastIndexOf('.') + 1),
                        "File.java",
                        7))
                .toArray(StackTraceElement[]::new));
        return new LoggingEvent(
                "caller",
                new LoggerContext().getLogger(ExitLine.LOGGER),
                Level.DEBUG,
                "Runtime.exit() called with status: 7",
                stack,
                new Object[0]);
    }

    @Test
    void namesInOneLineWhoEndedTheServer() {
        String line = ExitLine.of(
                        exit("java.lang.Runtime.exit", "java.lang.System.exit", "com.example.Faulty.onMessage"))
                .orElseThrow();

        assertTrue(
                line.endsWith(" WARN  [Runtime] ! Runtime.exit() called with status: 7 by"
                        + " com.example.Faulty.onMessage(File.java:7)"),
                line);
    }

    @Test
    void saysNothingOfTheServersOwnExit() {
        assertEquals(
                Optional.empty(),
                ExitLine.of(exit("java.lang.Runtime.exit", "java.lang.System.exit", "dev.weft.server.Main.main")));
    }

    @Test
    void saysNothingOfASignal() {
        assertEquals(
                Optional.empty(),
                ExitLine.of(exit(
                        "java.lang.Runtime.exit",
                        "java.lang.Terminator$1.handle",
                        "jdk.internal.misc.Signal$1.run",
                        "java.lang.Thread.run")));
    }
}
