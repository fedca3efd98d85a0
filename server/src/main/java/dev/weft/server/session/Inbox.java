package dev.weft.server.session;

import dev.weft.spi.Message;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for a busy handler, on a promoted connection. Bounded: when it is full, the reader waits, the
 * socket is not read, and TCP holds the peer back. The wait ends when there is room, or when the session ends.
 */
final class Inbox implements MessageSource {

    /** Why 16? Enough to hide a hand-off, and little compared with the kernel's own buffer. */
    private static final int MAX_MESSAGES = 16;

    /** Why 64 KiB? Messages larger than that come one at a time. */
    private static final int MAX_BYTES = 64 * 1024;

    /** Why 1,024 and 256 KiB, once {@link #grow grown}? More than Linux lets a connection receive unread by default. */
    private static final int MAX_MESSAGES_GROWN = 1024;

    private static final int MAX_BYTES_GROWN = 256 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Message> messages = new ArrayDeque<>();
    private int bytes;
    private boolean grown;
    private boolean closed;
    private boolean ended;

    /** Whether the thread that waits for a message should attend to something else first. */
    private boolean woken;

    /** Whether the handler has returned from every message and waits for more. */
    private boolean idle;

    /** Adds a message if there is room and the session is not closing. */
    boolean offer(Message message) {
        lock.lock();
        try {
            if (closed || isFull()) {
                return false;
            }
            messages.addLast(message);
            bytes += message.size();
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a message; waits for room. False if the session is closing. */
    boolean put(Message message) {
        lock.lock();
        try {
            while (!closed && isFull()) {
                changed.awaitUninterruptibly();
            }
            return offer(message);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return messages.size() >= (grown ? MAX_MESSAGES_GROWN : MAX_MESSAGES)
                || bytes >= (grown ? MAX_BYTES_GROWN : MAX_BYTES);
    }

    /** Lets the reader continue for a while although nothing was taken, to find out whether the peer is still there. */
    void grow() {
        lock.lock();
        try {
            grown = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on no message is added, and no thread waits for room. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the inbox, and tells a thread that waits for a message that there will be no more. */
    void end() {
        lock.lock();
        try {
            closed = true;
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the handler has returned from every message that was added, at most this long. */
    void awaitIdle(long nanos) {
        lock.lock();
        try {
            for (long left = nanos; left > 0 && !(idle && messages.isEmpty()); ) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the thread that waits for a message, or the next one to do so, return without one. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean hasEnded() {
        lock.lock();
        try {
            return ended && messages.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Message next() {
        lock.lock();
        try {
            while (messages.isEmpty() && !ended && !woken) {
                idle = true;
                changed.signalAll();
                changed.awaitUninterruptibly();
            }
            idle = false;
            woken = false;
            Message message = messages.pollFirst();
            if (message != null) {
                bytes -= message.size();
                changed.signalAll();
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    /** Replies of a promoted connection are never held back: its handler blocks. */
    @Override
    public boolean hasNext() {
        return false;
    }
}
