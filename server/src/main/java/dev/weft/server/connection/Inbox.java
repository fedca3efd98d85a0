package dev.weft.server.connection;

import dev.weft.spi.Message;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for a handler that is busy, on a promoted connection. Bounded: when it is full, the reader waits,
 * the socket is not read, and TCP holds the peer back.
 */
final class Inbox implements MessageSource {

    /** Why 16? Enough to hide a hand-off, and little beside the kernel's own buffer. */
    private static final int MAX_MESSAGES = 16;

    /** Why 64 KiB? Messages beyond it come one at a time. */
    private static final int MAX_BYTES = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Message> messages = new ArrayDeque<>();
    private int bytes;
    private boolean ended;
    private boolean abandoned;

    /** Whether whoever waits for a message is to look after something else first. */
    private boolean nudged;

    /** Whether the handler has returned from all it was given, and waits for more. */
    private boolean idle;

    /** Adds a message; waits for room. False if nobody will ever take it. */
    boolean put(Message message) {
        lock.lock();
        try {
            while (!abandoned && (messages.size() >= MAX_MESSAGES || bytes >= MAX_BYTES)) {
                changed.awaitUninterruptibly();
            }
            if (abandoned) {
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

    /** Says that no message will be taken any more, and hands out those that wait. */
    List<Message> abandon() {
        lock.lock();
        try {
            abandoned = true;
            List<Message> left = List.copyOf(messages);
            messages.clear();
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Says that no message will be added. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the handler has returned from all that was added, but no longer than this. */
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

    /** Has whoever waits for a message, or the next one who would, return without one. */
    void nudge() {
        lock.lock();
        try {
            nudged = true;
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
            while (messages.isEmpty() && !ended && !nudged) {
                idle = true;
                changed.signalAll();
                changed.awaitUninterruptibly();
            }
            idle = false;
            nudged = false;
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

    /** Replies of a promoted connection are never held back: its handler is one that blocks. */
    @Override
    public boolean hasNext() {
        return false;
    }
}
