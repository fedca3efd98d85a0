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

    private static final String NEW = "<";
    private static final String REPLAYED = "<<";

    private final Consumer<String> out;
    private final Consumer<String> err;
    private final Display display;
    private final ReentrantLock lock = new ReentrantLock();

    ClientOutput(Consumer<String> out, Consumer<String> err, Display display) {
        this.out = out;
        this.err = err;
        this.display = display;
    }

    void text(String message, boolean replayed) {
        switch (display) {
            case PIPE -> print(out, message);
            case TERMINAL -> print(out, mark(message, mark(replayed)));
        }
    }

    void binary(ByteBuffer message, boolean replayed) {
        int limit = display == Display.TERMINAL ? DUMPED_ON_TERMINAL : Integer.MAX_VALUE;
        String dump = HexDump.of(message, limit);
        String size = String.format(Locale.ROOT, "%s binary, %,d bytes", mark(replayed), message.remaining());
        print(out, dump.isEmpty() ? size : size + System.lineSeparator() + dump);
    }

    /** Shows a status of the connection; the caller must escape what the peer wrote. */
    void status(String lines) {
        print(err, lines);
    }

    /** Says that messages follow that were missed. */
    void replaying(String topic) {
        String marked = display == Display.TERMINAL ? ", marked " + REPLAYED : "";
        status(topic + ": missed messages follow" + marked);
    }

    private static String mark(boolean replayed) {
        return replayed ? REPLAYED : NEW;
    }

    /** Puts a mark before each line, so that no message can look like two, or like a status. */
    private static String mark(String message, String first) {
        StringBuilder marked = new StringBuilder();
        String mark = first + " ";
        for (String line : message.split("\r?\n", -1)) {
            marked.append(mark).append(Printable.of(line));
            mark = System.lineSeparator() + " ".repeat(first.length() + 1);
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
