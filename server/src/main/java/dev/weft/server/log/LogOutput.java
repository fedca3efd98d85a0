package dev.weft.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.weft.server.resource.LinePrinter;
import dev.weft.server.resource.LineStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The destination of log lines: standard error, or above the operator's prompt while there is one. A thread that logs
 * never waits for the reader of the log: lines are queued, and those that do not fit are counted.
 */
public final class LogOutput {

    /** Why 1 s? Time for a slow pipe to take the last lines; a stuck one does not hold up the exit. */
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    /** Why 100 ms? Enough for a working pipe; a stuck one is waited for once, not at every line. */
    private static final Duration LINE_AT_EXIT = Duration.ofMillis(100);

    /** The process's own stream; the {@code System.err} that plugins see is {@link #asStandardError}. */
    private static final PrintStream STANDARD_ERROR = System.err;

    private static final LinePrinter LINES = new LinePrinter("weft-log", "standard error", STANDARD_ERROR::println);

    /** Static, like the log: SLF4J has one factory per process. */
    private static volatile Consumer<String> printer = LINES::print;

    /** Whether the process is about to exit, and its daemon threads with it. */
    private static volatile boolean exiting;

    static {
        LINES.start();
        try {
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("weft-last-lines").unstarted(LogOutput::exiting));
        } catch (IllegalStateException alreadyExiting) {
            // A signal arrived before the first line of main; nothing needs to be reported.
            exiting = true;
        }
    }

    private LogOutput() {}

    /** Sends lines to a printer from now on. It must be thread-safe, must not block for long, and must not log. */
    public static void printThrough(Consumer<String> newPrinter) {
        printer = newPrinter;
    }

    /** Sends lines to standard error again. */
    public static void printToStandardError() {
        printer = LINES::print;
    }

    /** Sets what is logged: {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}. */
    public static void level(String level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(level));
        }
    }

    /** From now on, logs what ends the process: only a server's operator wants to know. */
    public static void tellExits() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(ExitLine.LOGGER).setLevel(Level.DEBUG);
        }
    }

    /** Prints a line unchanged to the log's destination; never waits for its reader. */
    public static void print(String line) {
        printer.accept(line);
        if (exiting) {
            flush(LINE_AT_EXIT);
        }
    }

    /** Waits until the lines for standard error are written, at most a second. */
    public static void flush() {
        flush(LAST_LINES);
    }

    /** A stream that prints whole lines here, and cannot be closed. */
    public static PrintStream asStandardError() {
        return new LineStream(LogOutput::print, STANDARD_ERROR.charset());
    }

    private static void exiting() {
        exiting = true;
        flush();
    }

    private static void flush(Duration limit) {
        try {
            LINES.flush(limit);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
