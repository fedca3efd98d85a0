package dev.weft.server.client;

import dev.weft.server.console.LineEditor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's input and output.
 *
 * @param in lines to send
 * @param out shows messages
 * @param err shows status lines about the connection
 */
public record ConnectStreams(Lines in, Consumer<String> out, Consumer<String> err) {

    /** Lines of input. */
    @FunctionalInterface
    public interface Lines {
        /** Waits for the next line; null after the last. */
        @Nullable
        String next() throws IOException;
    }

    /** Streams of a process. */
    public static ConnectStreams of(BufferedReader in, PrintWriter out, PrintWriter err) {
        return new ConnectStreams(in::readLine, line -> println(out, line), line -> println(err, line));
    }

    /** A terminal with line editing: output is shown above the line being typed. */
    public static ConnectStreams of(LineEditor editor) {
        return new ConnectStreams(editor::readLine, editor::printAbove, editor::printAbove);
    }

    private static void println(PrintWriter stream, String line) {
        stream.println(line);
        stream.flush();
    }
}
