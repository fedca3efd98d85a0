package dev.weft.server.console;

import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.IntSupplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * A terminal with line editing and a history in memory; lines are printed above the prompt, which shows how many
 * questions wait.
 *
 * <p>The only class that names JLine, so that a server without a terminal never loads it.
 */
final class TerminalScreen implements Screen {

    private final Terminal terminal;
    private final LineReaderImpl reader;
    private final IntSupplier waiting;

    /**
     * Takes over a terminal.
     *
     * @param waiting how many questions wait
     * @param onInterrupt run when Ctrl-C comes while no line is being read
     */
    TerminalScreen(Terminal terminal, IntSupplier waiting, Runnable onInterrupt) throws IOException {
        this(terminal, waiting, onInterrupt, List.of("/list", "/close", "/help", "@all"));
    }

    private TerminalScreen(Terminal terminal, IntSupplier waiting, Runnable onInterrupt, List<String> completions)
            throws IOException {
        this.terminal = terminal;
        this.waiting = waiting;
        this.reader = new LineReaderImpl(terminal, "weft");
        // A reply may contain '!' and '\', which history expansion would consume.
        reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
        // Pasted lines are read as if typed, not as one line that contains line ends.
        reader.unsetOpt(LineReader.Option.BRACKETED_PASTE);
        reader.setCompleter(new StringsCompleter(completions));
        // Set under the reader's lock once it reads: a question asked just before is counted, and a later one redraws
        // the prompt itself.
        reader.getWidgets().put(LineReader.CALLBACK_INIT, () -> {
            reader.setPrompt(prompt());
            return true;
        });
        // By default JLine would leave SIGINT to the system between two lines, which kills without shutdown hooks.
        terminal.handle(Terminal.Signal.INT, signal -> onInterrupt.run());
    }

    /**
     * Opens the process's own terminal for the operator.
     *
     * @throws IOException if it cannot do more than plain lines
     */
    static TerminalScreen ofSystem(Charset charset, IntSupplier waiting, Runnable onInterrupt) throws IOException {
        return new TerminalScreen(system(charset), waiting, onInterrupt);
    }

    /**
     * Opens the process's own terminal for lines of another kind.
     *
     * @param completions words that the Tab key completes
     * @param onInterrupt run when Ctrl-C comes between two lines, after the terminal was restored
     * @throws IOException if it cannot do more than plain lines
     */
    static TerminalScreen ofSystem(Charset charset, List<String> completions, Runnable onInterrupt) throws IOException {
        return on(system(charset), completions, onInterrupt);
    }

    static TerminalScreen on(Terminal terminal, List<String> completions, Runnable onInterrupt) throws IOException {
        return new TerminalScreen(terminal, () -> 0, () -> leave(terminal, onInterrupt), completions);
    }

    private static void leave(Terminal terminal, Runnable onInterrupt) {
        try {
            terminal.close();
        } catch (IOException gone) {
            // The process ends anyway.
        }
        onInterrupt.run();
    }

    private static Terminal system(Charset charset) throws IOException {
        Terminal terminal;
        try {
            terminal = TerminalBuilder.builder()
                    .system(true)
                    .provider("exec")
                    .encoding(charset)
                    .dumb(false)
                    // Otherwise JLine also handles QUIT, and Ctrl-\ no longer prints a thread dump.
                    .nativeSignals(false)
                    .build();
        } catch (IllegalStateException e) {
            throw new IOException("this terminal cannot be used for line editing", e);
        }
        if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            terminal.close();
            throw new IOException("a dumb terminal");
        }
        return terminal;
    }

    @Override
    public Input read() throws IOException {
        try {
            return new Input.Line(reader.readLine(prompt()));
        } catch (UserInterruptException e) {
            return new Input.Interrupt();
        } catch (EndOfFileException e) {
            return new Input.End();
        } catch (IOError e) {
            throw new IOException("the terminal is gone", e);
        }
    }

    @Override
    public void print(String lines) {
        reader.setPrompt(prompt());
        reader.printAbove(lines);
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String prompt() {
        int count = waiting.getAsInt();
        return switch (count) {
            case 0 -> "> ";
            case 1 -> "1 waiting > ";
            default -> count + " waiting > ";
        };
    }
}
