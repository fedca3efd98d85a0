package dev.weft.server.resource;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of lines and the thread that prints them, so that a blocked terminal or pipe stops no other thread.
 * Thread-safe.
 */
public final class LinePrinter {

    /** Why 4,096? Far more than a person reads at once. The queue has its full size from the start, and never grows. */
    static final int MAX_LINES = 4096;

    /** Why 1 Mi? Two megabytes at most: a log entry may include a stack trace of some thousand characters. */
    static final int MAX_CHARACTERS = 1 << 20;

    private final String where;
    private final ServiceThread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final ArrayDeque<String> lines = new ArrayDeque<>(MAX_LINES);
    private int characters;
    private long missed;
    private boolean printing;

    /** Whether a flush has timed out, and no line was taken since. */
    private boolean stuck;

    /**
     * Makes a printer that does not print yet.
     *
     * @param thread the name of its thread
     * @param where the destination of the lines, such as {@code the terminal}
     * @param sink shows a line; may block forever
     */
    public LinePrinter(String thread, String where, Consumer<String> sink) {
        this.where = where;
        this.thread = new ServiceThread(thread, () -> true, () -> sink.accept(next()));
    }

    /** Begins to print. */
    public void start() {
        thread.start();
    }

    /**
     * Queues a line; never waits. If there is no room, the line is counted instead, and the count is shown in its
     * place.
     */
    public void print(String line) {
        lock.lock();
        try {
            if (lines.size() < MAX_LINES && (characters + line.length() <= MAX_CHARACTERS || lines.isEmpty())) {
                lines.add(line);
                characters += line.length();
                filled.signal();
            } else {
                missed++;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything queued is shown, at most this long; not at all if the last wait was in vain, and no line was
     * taken since.
     */
    public void flush(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while ((printing || !lines.isEmpty() || missed > 0) && left > 0 && !stuck) {
                left = idle.awaitNanos(left);
            }
            stuck = left <= 0;
        } finally {
            lock.unlock();
        }
    }

    private String next() throws InterruptedException {
        lock.lock();
        try {
            if (printing) {
                printing = false;
                stuck = false;
            }
            while (lines.isEmpty() && missed == 0) {
                idle.signalAll();
                filled.await();
            }
            String line = takeFirst();
            printing = true;
            return line;
        } finally {
            lock.unlock();
        }
    }

    private String takeFirst() {
        @Nullable String line = lines.poll();
        if (line == null) {
            line = "(" + missed + " lines lost: " + where + " was not read for a while)";
            missed = 0;
        } else {
            characters -= line.length();
        }
        return line;
    }
}
