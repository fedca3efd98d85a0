package dev.weft.server.resource;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/**
 * The {@code System.out} and {@code System.err} that plugins see: it passes on whole lines, never waits for their
 * reader, and cannot be closed. Closing the process's own stream would take it away from the log, the terminal and
 * every other plugin; and a stack trace printed to a pipe that nobody reads would block a carrier of the virtual
 * threads.
 */
public final class LineStream extends PrintStream {

    /** Makes a stream that passes on each line, without its line end. */
    public LineStream(Consumer<String> printer, Charset charset) {
        super(new Lines(printer, charset), false, charset);
    }

    /** Passes on what was printed; the stream stays open for all others. */
    @Override
    public void close() {
        flush();
    }

    /** The bytes of the line that is being printed. Used under the lock of the stream above. */
    private static final class Lines extends OutputStream {

        /** Why 8 KiB? Longer than any line that people read; text without a line end must not grow without limit. */
        private static final int MAX_BYTES = 8 * 1024;

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final Consumer<String> printer;
        private final Charset charset;

        Lines(Consumer<String> printer, Charset charset) {
            this.printer = printer;
            this.charset = charset;
        }

        @Override
        public void write(int b) {
            if (b == '\n') {
                print();
            } else {
                line.write(b);
                if (line.size() >= MAX_BYTES) {
                    print();
                }
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                write(bytes[i]);
            }
        }

        @Override
        public void flush() {
            if (line.size() > 0) {
                print();
            }
        }

        private void print() {
            String text = line.toString(charset);
            line.reset();
            printer.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        }
    }
}
