package dev.weft.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where log lines go: standard error, or above the operator's prompt while there is one. */
public final class LogOutput {

    /** As it was at the start: a plugin may set another. */
    private static final PrintStream STANDARD_ERROR = System.err;

    /** Static, because the log is: SLF4J has one factory in a process. */
    private static volatile Consumer<String> printer = LogOutput::printToStandardError;

    private LogOutput() {}

    /** Sends lines to a printer from now on. It must be thread-safe, must not block for long, and must not log. */
    public static void printThrough(Consumer<String> newPrinter) {
        printer = newPrinter;
    }

    /** Sends lines to standard error again. */
    public static void printToStandardError() {
        printer = LogOutput::printToStandardError;
    }

    /** Sets what is logged: {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}. */
    public static void level(String level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(level));
        }
    }

    /** From now on, whoever ends the process is told of: only a server's operator wants to know. */
    public static void tellExits() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(ExitLine.LOGGER).setLevel(Level.DEBUG);
        }
    }

    static void print(String line) {
        printer.accept(line);
    }

    private static void printToStandardError(String line) {
        STANDARD_ERROR.println(line);
    }
}
