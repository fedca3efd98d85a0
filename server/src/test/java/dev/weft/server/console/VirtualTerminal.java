package dev.weft.server.console;

import static dev.weft.server.console.AskingClients.DEADLINE_SECONDS;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.server.log.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/** A terminal whose keyboard and glass belong to the test; JLine's own line discipline stands between. */
final class VirtualTerminal implements AutoCloseable {

    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    /** As sent in the keypad mode that line editing switches to. */
    static final String ARROW_UP = "\u001bOA";

    static final String ARROW_LEFT = "\u001bOD";

    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final Glass glass = new Glass();
    final Terminal terminal;

    VirtualTerminal() throws IOException {
        // Why 100,000? Each key and line of a test fits, so that typing never waits for a reader.
        terminal = new ExternalTerminal("test", "xterm", new PipedInputStream(keyboard, 100_000), glass, UTF_8);
        terminal.setSize(new Size(80, 24));
    }

    void type(String keys) throws IOException {
        keyboard.write(keys.getBytes(UTF_8));
        keyboard.flush();
    }

    /** Waits until this has been shown after all that was awaited before. */
    void awaitShown(String text) throws InterruptedException {
        glass.await(text);
    }

    boolean hasShown(String text) {
        return glass.has(text);
    }

    @Override
    public void close() throws IOException {
        terminal.close();
        keyboard.close();
    }

    /** What was written, and how far a test has looked at it. */
    private static final class Glass extends OutputStream {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int seen;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            lock.lock();
            try {
                written.write(bytes, offset, length);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        boolean has(String text) {
            lock.lock();
            try {
                return written.toString(UTF_8).contains(text);
            } finally {
                lock.unlock();
            }
        }

        void await(String text) throws InterruptedException {
            long left = TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
            lock.lock();
            try {
                int found = written.toString(UTF_8).indexOf(text, seen);
                while (found < 0 && left > 0) {
                    left = changed.awaitNanos(left);
                    found = written.toString(UTF_8).indexOf(text, seen);
                }
                if (found < 0) {
                    throw new AssertionError("not shown: " + text + " in " + Printable.of(written.toString(UTF_8)));
                }
                seen = found + text.length();
            } finally {
                lock.unlock();
            }
        }
    }
}
