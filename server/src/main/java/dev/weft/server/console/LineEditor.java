package dev.weft.server.console;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A terminal on which lines are edited, with a history; what is printed meanwhile stands above the line. One thread reads,
 * others print.
 */
public final class LineEditor implements AutoCloseable {

    private final Screen screen;

    LineEditor(Screen screen) {
        this.screen = screen;
    }

    /**
     * Takes over the process's own terminal; absent if there is none, or one that can do no more than plain lines.
     *
     * @param completions what the tabulator completes
     * @param onInterrupt run when Ctrl-C comes while no line is being read, with the terminal as it was
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

    /** Waits for a line; null after the last, which Ctrl-D and Ctrl-C are the signs of. */
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

    /** Puts the terminal back to what it was. */
    @Override
    public void close() {
        screen.close();
    }
}
