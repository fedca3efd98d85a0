package dev.weft.server.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A bounded queue of lines and the thread that shows them, so that a terminal which takes nothing stops nobody. */
final class LinePrinter {

    /** Why 4,096? Far more than anybody reads, and some megabytes at most: a line that is shown is an excerpt. */
    static final int MAX_LINES = 4096;

    private final Consumer<String> sink;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final Queue<String> lines = new ArrayDeque<>();
    private long missed;
    private boolean printing;

    LinePrinter(Consumer<String> sink) {
        this.sink = sink;
    }

    void start() {
        Thread.ofPlatform().daemon().name("weft-console-print").start(this::run);
    }

    /** Queues a line; never waits. One for which there is no room is counted, and the count is shown in its place. */
    void print(String line) {
        lock.lock();
        try {
            if (lines.size() < MAX_LINES) {
                lines.add(line);
                filled.signal();
            } else {
                missed++;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything queued is shown, at most this long. */
    void flush(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while ((printing || !lines.isEmpty()) && left > 0) {
                left = idle.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                sink.accept(next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String next() throws InterruptedException {
        lock.lock();
        try {
            printing = false;
            while (lines.isEmpty() && missed == 0) {
                idle.signalAll();
                filled.await();
            }
            printing = true;
            String line = lines.poll();
            if (line == null) {
                line = "(" + missed + " lines are not shown: the terminal took none for a while)";
                missed = 0;
            }
            return line;
        } finally {
            lock.unlock();
        }
    }
}
