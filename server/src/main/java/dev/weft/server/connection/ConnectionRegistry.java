package dev.weft.server.connection;

import dev.weft.server.console.SessionEnds;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.GenerationSessions;
import dev.weft.server.session.ServerSession;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Session;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The open connections. Thread-safe.
 *
 * <p>An array in which every connection knows its index: eight bytes each, where a map would take sixty.
 */
public final class ConnectionRegistry implements GenerationSessions {

    /** The slot of a connection that is not registered. */
    static final int NOWHERE = -1;

    /** Why 1 s? Waiting in small steps does not count time in which the whole process stood still. */
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition emptied = lock.newCondition();
    private final AtomicLong ids = new AtomicLong();

    private @Nullable Connection[] connections = new @Nullable Connection[64];
    private int count;
    private volatile boolean stopping;

    /** The open sessions of a handler, in order of their ids. */
    public Collection<Session> sessionsOf(String handlerId) {
        return snapshot().stream()
                .<Session>map(connection -> connection.sessionOf(handlerId))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(Session::id))
                .toList();
    }

    /** The open sessions that a generation owns, in order of their ids. */
    public Collection<Session> sessionsOf(Generation generation) {
        return snapshot().stream()
                .filter(connection -> connection.isHeldBy(generation))
                .<Session>map(connection -> connection.sessionOf(generation.id()))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(Session::id))
                .toList();
    }

    /** Tells waiting threads that a session has ended. */
    public SessionEnds sessionEnds() {
        return (session, then) -> ((ServerSession) session).onEnd(then);
    }

    @Override
    public void offer(Generation held) {
        snapshot().stream().filter(connection -> connection.isHeldBy(held)).forEach(Connection::lookForSuccessor);
    }

    @Override
    public void close(Generation held, CloseStatus status) {
        snapshot().stream().filter(connection -> connection.isHeldBy(held)).forEach(each -> each.goAway(status));
    }

    @Override
    public void abort(Generation held) {
        snapshot().stream().filter(connection -> connection.isHeldBy(held)).forEach(Connection::terminate);
    }

    /** How many connections are open, those that speak HTTP included. */
    public int size() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    boolean isStopping() {
        return stopping;
    }

    /** Marks the server as stopping: from now on no session begins. */
    void stopping() {
        stopping = true;
    }

    void add(Connection connection) {
        lock.lock();
        try {
            if (count == connections.length) {
                connections = Arrays.copyOf(connections, 2 * count);
            }
            connection.slot = count;
            connections[count++] = connection;
        } finally {
            lock.unlock();
        }
    }

    /** Removes a connection; does nothing for one that could not be added for lack of memory. */
    void remove(Connection connection) {
        lock.lock();
        try {
            if (connection.slot == NOWHERE) {
                return;
            }
            Connection last = Objects.requireNonNull(connections[--count]);
            connections[connection.slot] = last;
            last.slot = connection.slot;
            connections[count] = null;
            connection.slot = NOWHERE;
            if (count == 0) {
                emptied.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    List<Connection> snapshot() {
        lock.lock();
        try {
            return List.of(Arrays.copyOf(connections, count, Connection[].class));
        } finally {
            lock.unlock();
        }
    }

    /** All connections, followed by nulls, in this array or in a larger one if it is too small. */
    @Nullable
    Connection[] copyTo(@Nullable Connection[] target) {
        lock.lock();
        try {
            @Nullable Connection[] copy = target.length < count ? new @Nullable Connection[connections.length] : target;
            System.arraycopy(connections, 0, copy, 0, count);
            Arrays.fill(copy, count, copy.length, null);
            return copy;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no connection is open, at most this long. True if none is. */
    boolean awaitEmpty(Duration longest) {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (count > 0 && left > 0) {
                long step = Math.min(left, STEP_NANOS);
                left -= step - Math.max(0, emptied.awaitNanos(step));
            }
            return count == 0;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
