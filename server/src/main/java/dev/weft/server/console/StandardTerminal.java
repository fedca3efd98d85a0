package dev.weft.server.console;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the process's standard streams are connected to. */
public final class StandardTerminal {

    /** Why 1 s? A person who brings a job to the foreground does not notice it, and it costs nothing. */
    private static final long FOREGROUND_POLL_MILLIS = 1000;

    private StandardTerminal() {}

    /** Whether standard input and output are both a terminal. */
    @SuppressWarnings("SystemConsoleNull") // On 21 it is null without a terminal; later, isTerminal() tells.
    public static boolean isPresent() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Whether standard output is a terminal, regardless of standard input; true if that cannot be determined. */
    public static boolean isOutput() {
        try {
            // Java cannot tell for one stream alone; POSIX's test can.
            Process test = new ProcessBuilder("test", "-t", "1")
                    .redirectOutput(Redirect.INHERIT)
                    .redirectInput(Redirect.INHERIT)
                    .start();
            return test.waitFor() == 0;
        } catch (IOException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The charset of the standard streams: the locale's, but UTF-8 if the locale's is just ASCII. */
    public static Charset charset() {
        String name = System.getProperty("stdin.encoding", System.getProperty("native.encoding", "UTF-8"));
        try {
            Charset charset = Charset.forName(name);
            // A container usually has no locale, and its users use UTF-8, which includes ASCII.
            return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** Standard input, or an empty stream if the process was started without one ({@code <&-}). */
    static InputStream input(InputStream in) {
        try {
            Path source = Files.readSymbolicLink(Path.of("/proc/self/fd/0"));
            return isOwnFile(source) ? InputStream.nullInputStream() : in;
        } catch (IOException | UnsupportedOperationException e) {
            return in;
        }
    }

    /** Whether the JVM itself has opened this file: it gets the lowest free descriptor, which may be number 0. */
    static boolean isOwnFile(Path file) throws IOException {
        Path javaHome = Path.of(System.getProperty("java.home")).toRealPath();
        return file.startsWith(javaHome) || file.toString().endsWith(".jar");
    }

    /**
     * Waits until this process may use its terminal. A process that a shell started with {@code &} may not: the kernel
     * would stop the whole server at its first read.
     */
    static void awaitForeground() throws InterruptedException {
        while (!isForeground(ownStat())) {
            TimeUnit.MILLISECONDS.sleep(FOREGROUND_POLL_MILLIS);
        }
    }

    /** Whether this {@code /proc/PID/stat} is of a process in its terminal's foreground; true if it does not tell. */
    static boolean isForeground(String stat) {
        // proc(5): "pid (comm) state ppid pgrp session tty_nr tpgid ..."; comm may hold blanks and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length < 6 || fields[2].equals(fields[5]);
    }

    private static String ownStat() {
        try {
            return Files.readString(Path.of("/proc/self/stat"));
        } catch (IOException e) {
            return "";
        }
    }
}
