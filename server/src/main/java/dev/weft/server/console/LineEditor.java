package dev.weft.server.console;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A terminal with line editing and a history; other output appears above the edited line. One thread reads, others
 * print.
 */
public final class LineEditor implements AutoCloseable {

    private final Screen screen;

    LineEditor(Screen screen) {
        this.screen = screen;
    }

    /**
     * Takes over the process's own terminal; empty if there is none, or it supports only plain lines.
     *
     * @param completions words that the Tab key completes
     * @param onInterrupt run when Ctrl-C comes while no line is being read, after the terminal was restored
     */
    public static Optional<LineEditor> open(Charset charset, List<String> completions, Runnable onInterrupt) {
        if (!StandardTerminal.isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LineEditor(TerminalScreen.ofSystem(charset, completions, onInterrupt)));
        } catch (IOException dumb) {
            return Optional.empty();
        }
    }

    /** Waits for a line; null after the last one, which Ctrl-D or Ctrl-C marks. */
    public @Nullable String readLine() throws IOException {
        while (true) {
            switch (screen.read()) {
                case Input.Line line -> {
                    return line.text();
                }
                case Input.TooLong skipped ->
                    screen.print("a line of over " + skipped.limit() + " characters was skipped");
                case Input.End end -> {
                    return null;
                }
                case Input.Interrupt interrupt -> {
                    return null;
                }
            }
        }
    }

    /** Shows one line or several above the line that is being edited. */
    public void printAbove(String lines) {
        screen.print(lines);
    }

    /** Restores the terminal. */
    @Override
    public void close() {
        screen.close();
    }
}
