package dev.weft.server.console;

import dev.weft.server.console.OperatorDesk.Fate;
import dev.weft.server.resource.LinePrinter;
import dev.weft.server.resource.ServiceThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Standard input and output as the operator's console.
 *
 * <p>It can print from the start; {@link #start} lets the thread {@code weft-console} read for a desk. That is a
 * platform thread, so that no spinning handler can block the operator, and a daemon, because a read of standard input
 * cannot be interrupted.
 */
public final class Console {

    /** Why 1 s? Time for a slow terminal to print the last lines; a stuck one does not hold up the exit. */
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    /** Why 100 ms? Enough for a working pipe or terminal; a stuck one must not delay every line. */
    private static final Duration LINE_AFTER_STOP = Duration.ofMillis(100);

    /** Opens a terminal for line editing; may take any amount of time. */
    @FunctionalInterface
    interface TerminalOpener {

        Screen open(IntSupplier waiting) throws IOException, InterruptedException;
    }

    private final PlainScreen plain;
    private final Optional<TerminalOpener> terminal;
    private final Runnable onInterrupt;
    private final LinePrinter printer = new LinePrinter("weft-console-print", "the terminal", this::show);
    private final CountDownLatch terminalLeft = new CountDownLatch(1);
    private volatile Screen screen;
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;

    /** Whether there may be more to read. */
    private volatile boolean reading = true;

    private Console(PlainScreen plain, Optional<TerminalOpener> terminal, Runnable onInterrupt) {
        this.plain = plain;
        this.terminal = terminal;
        this.onInterrupt = onInterrupt;
        this.screen = plain;
    }

    /**
     * Makes a console that prints and does not read yet.
     *
     * @param in standard input
     * @param out standard output
     * @param onInterrupt stops the server; run when Ctrl-C is typed while the terminal is in raw mode, on any thread
     */
    public static Console open(InputStream in, OutputStream out, Runnable onInterrupt) {
        Charset charset = StandardTerminal.charset();
        TerminalOpener opener = waiting -> {
            StandardTerminal.awaitForeground();
            return TerminalScreen.ofSystem(charset, waiting, onInterrupt);
        };
        return open(
                new PlainScreen(StandardTerminal.input(in), out, charset),
                StandardTerminal.isPresent() ? Optional.of(opener) : Optional.empty(),
                onInterrupt);
    }

    /** Makes a console on these; if there is a terminal to open, the plain screen is the fallback for output. */
    static Console open(PlainScreen plain, Optional<TerminalOpener> terminal, Runnable onInterrupt) {
        Console console = new Console(plain, terminal, onInterrupt);
        console.printer.start();
        return console;
    }

    /** Whether the operator has a terminal; then log lines belong above the prompt, through {@link #printAbove}. */
    public boolean isTerminal() {
        return terminal.isPresent();
    }

    /** Starts to read input for this desk; call it once. */
    public void start(OperatorDesk desk) {
        thread = new ServiceThread("weft-console", () -> reading, () -> readAll(desk)).start();
    }

    /**
     * Shows a line or several, above the prompt if there is one. Does not wait before {@link #stop}; if a stuck
     * terminal leaves no room, lines are counted instead. Lines are not escaped: pass what a peer wrote through {@link
     * dev.weft.server.log.Printable#of}.
     */
    public void printAbove(String lines) {
        printer.print(lines);
        if (stopped) {
            // The process is about to exit, and its daemon threads with it.
            flush(LINE_AFTER_STOP);
        }
    }

    /** Stops reading and restores the terminal. Lines can still be printed. */
    public void stop() {
        stopped = true;
        reading = false;
        flush(LAST_LINES);
        Thread reader = thread;
        if (reader != null) {
            reader.interrupt();
        }
        awaitTerminalLeft();
    }

    /** Reads until the end of input; a lack of memory or an interrupt makes it start over. */
    private void readAll(OperatorDesk desk) throws InterruptedException {
        try {
            Input last = terminal.isPresent() ? readAtTerminal(terminal.get(), desk) : readOnDemand(desk);
            reading = false;
            if (!stopped) {
                end(last, desk);
            }
        } catch (IOException | RuntimeException e) {
            reading = false;
            if (!stopped) {
                // Whatever the failure, no question may keep waiting for lines that no longer come.
                printAbove("Cannot read standard input: " + e);
                desk.endOfInput();
            }
        }
    }

    private void end(Input last, OperatorDesk desk) {
        if (last instanceof Input.Interrupt) {
            onInterrupt.run();
        } else {
            desk.endOfInput();
        }
    }

    private Input readAtTerminal(TerminalOpener opener, OperatorDesk desk) throws IOException, InterruptedException {
        Screen opened = openTerminal(opener, desk);
        screen = opened;
        try {
            return readAsTyped(opened, desk);
        } finally {
            screen = plain;
            opened.close();
            terminalLeft.countDown();
        }
    }

    private Screen openTerminal(TerminalOpener opener, OperatorDesk desk) throws InterruptedException {
        try {
            return opener.open(desk::waiting);
        } catch (IOException e) {
            return plain;
        }
    }

    /** On a terminal: every line at once, so that commands work at any time. */
    private Input readAsTyped(Screen typed, OperatorDesk desk) throws IOException {
        while (!stopped) {
            Input input = typed.read();
            if (!goesOn(input)) {
                return input;
            }
            if (input instanceof Input.Line line
                    && desk.accept(line.text()) == Fate.NOBODY_WAITS
                    && !line.text().isEmpty()) {
                printAbove("No client is waiting, so this was not sent (arrow up brings it back).");
            }
        }
        return new Input.End();
    }

    /** On a pipe: a line only when a question waits, so that the end of input comes after the last answer. */
    private Input readOnDemand(OperatorDesk desk) throws IOException, InterruptedException {
        Input input;
        do {
            desk.awaitQuestion();
            input = plain.read();
            // The question may have been dropped while its answer was on the way: the next one gets it.
            while (input instanceof Input.Line line && desk.accept(line.text()) == Fate.NOBODY_WAITS) {
                desk.awaitQuestion();
            }
        } while (goesOn(input));
        return input;
    }

    private boolean goesOn(Input input) {
        return switch (input) {
            case Input.Line line -> true;
            case Input.TooLong line -> {
                printAbove(String.format(Locale.ROOT, "A line of over %,d characters was skipped.", line.limit()));
                yield true;
            }
            case Input.End end -> false;
            case Input.Interrupt interrupt -> false;
        };
    }

    private void show(String lines) {
        try {
            screen.print(lines);
        } catch (RuntimeException closed) {
            // The terminal was closed before this reached it.
            plain.print(lines);
        }
    }

    private void flush(Duration limit) {
        try {
            printer.flush(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitTerminalLeft() {
        if (screen == plain) {
            return;
        }
        try {
            if (!terminalLeft.await(LAST_LINES.toMillis(), TimeUnit.MILLISECONDS)) {
                plain.print("The terminal does not answer; 'stty sane' resets it.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
