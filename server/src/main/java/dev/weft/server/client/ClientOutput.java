package dev.weft.server.client;

import dev.weft.server.client.ConnectOptions.Display;
import dev.weft.server.log.Printable;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The two output streams, used from several threads, a whole message at a time. */
final class ClientOutput {

    /**
     * Why 1 KiB? 64 rows: enough to recognize the content without pushing other messages away. A pipe gets everything.
     */
    private static final int DUMPED_ON_TERMINAL = 1024;

    private final Consumer<String> out;
    private final Consumer<String> err;
    private final Display display;
    private final ReentrantLock lock = new ReentrantLock();

    ClientOutput(Consumer<String> out, Consumer<String> err, Display display) {
        this.out = out;
        this.err = err;
        this.display = display;
    }

    void text(String message) {
        switch (display) {
            case PIPE -> print(out, message);
            case TERMINAL -> print(out, mark(message));
        }
    }

    void binary(ByteBuffer message) {
        int limit = display == Display.TERMINAL ? DUMPED_ON_TERMINAL : Integer.MAX_VALUE;
        String dump = HexDump.of(message, limit);
        String size = String.format(Locale.ROOT, "< binary, %,d bytes", message.remaining());
        print(out, dump.isEmpty() ? size : size + System.lineSeparator() + dump);
    }

    /** Shows a status of the connection; the caller must escape what the peer wrote. */
    void status(String lines) {
        print(err, lines);
    }

    /** Puts a mark before each line, so that no message can look like two, or like a status. */
    private static String mark(String message) {
        StringBuilder marked = new StringBuilder();
        String mark = "< ";
        for (String line : message.split("\r?\n", -1)) {
            marked.append(mark).append(Printable.of(line));
            mark = System.lineSeparator() + "  ";
        }
        return marked.toString();
    }

    private void print(Consumer<String> stream, String lines) {
        lock.lock();
        try {
            stream.accept(lines);
        } finally {
            lock.unlock();
        }
    }
}
