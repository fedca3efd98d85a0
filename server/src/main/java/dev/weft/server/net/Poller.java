package dev.weft.server.net;

import dev.weft.server.resource.ServiceThread;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Wakes the threads whose sockets are ready: one selector, and a virtual thread that polls it in rounds. Thread-safe.
 *
 * <p>A blocking read in the JDK first tries in vain, then registers the socket for one event: two of the four system
 * calls that a lone message takes. Here a socket stays registered, and is read when it is ready.
 *
 * <p>Virtual threads are not time-sliced, and one that always finds bytes would never release its carrier. Here no
 * thread reads twice in a round: a woken thread runs and waits again, and the next round begins when all of them have
 * run. So a peer that sends without pausing gets one read in turn with all others.
 */
final class Poller {

    /**
     * Why 10 ms? A carrier takes tasks that other threads submitted to the scheduler, such as a new connection, only
     * when it is idle. It has to become idle now and then, and each time costs two context switches.
     */
    private static final long REST_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /**
     * Why 100 us? A rest that ends before the carrier has looked for other tasks is useless: new threads waited up to 1
     * s.
     */
    private static final long REST_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** Why 100 us? Checking takes a few, waiting at least some tens. */
    private static final long WAITED_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** Why 1 s? Five hundred times the normal duration. */
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<ServiceThread> starter;
    private final Selector selector;

    /** Threads that could continue, but let the others run first. */
    private final Queue<Thread> nextRound = new ConcurrentLinkedQueue<>();

    /** Whether the poller waits for a socket, or is about to check whether it must. */
    private volatile boolean waiting;

    /** When the poller's thread last rested; it does so every {@link #REST_EVERY_NANOS}, unless it waits. */
    private volatile long restedAt;

    /** The number of the current poller thread; any other one ends. Changed by the watchdog's thread alone. */
    private volatile int current;

    private volatile boolean ended;

    /** Whether a channel was closed and its key is still valid, because there was no memory to cancel it. */
    private volatile boolean uncancelled;

    /** Opens a selector, without polling it yet. */
    Poller() throws IOException {
        this(ServiceThread::startVirtual);
    }

    /** Makes a poller whose threads are started by {@code starter}. */
    Poller(Consumer<ServiceThread> starter) throws IOException {
        this(starter, Selector.open());
    }

    /** Makes a poller with this selector. */
    Poller(Consumer<ServiceThread> starter, Selector selector) {
        this.starter = starter;
        this.selector = selector;
    }

    void start() {
        restedAt = System.nanoTime();
        int number = current + 1;
        current = number;
        starter.accept(new ServiceThread("weft-poller", () -> goesOn(number), this::goRound));
    }

    private boolean goesOn(int number) {
        if (number == current) {
            return !ended;
        }
        // Another thread has taken over, and might never be woken: this one has just cleared the flag that it waits.
        selector.wakeup();
        return false;
    }

    /**
     * Starts another thread if the current one has not finished a round for a second: on Java 21 the scheduler forgets
     * a virtual thread that it has no memory to queue. If the old thread merely lacked a carrier, it ends when it runs
     * again. The watchdog's thread alone.
     */
    void check(long now) {
        if (!waiting && !ended && now - restedAt > LOST_NANOS) {
            start();
        }
    }

    /** Ends the rounds; call it when no connection is left. */
    void stop() {
        try {
            selector.close();
        } catch (IOException alreadyGone) {
            // Its descriptors are released anyway.
        }
    }

    /** Registers a non-blocking channel, without any operation yet. */
    SelectionKey register(SocketChannel channel, PlainTransport transport) throws IOException {
        return channel.register(selector, 0, transport);
    }

    /**
     * Called when a channel was closed. Its descriptor is released in the next round, if its key was cancelled: a close
     * that runs out of memory marks the channel as closed, but leaves the key valid forever.
     */
    void closed(SelectionKey key) {
        if (key.isValid()) {
            uncancelled = true;
        }
        changed();
    }

    /** Called when there is a new operation to wait for, or a channel was closed. */
    void changed() {
        if (waiting) {
            selector.wakeup();
        }
    }

    /** Parks the caller until all runnable threads have run. Occasionally it returns at once. */
    void awaitNextRound() {
        nextRound.add(Thread.currentThread());
        changed();
        // A stop closes the selector before it wakes the last threads: one that sees it open here is among them.
        if (selector.isOpen()) {
            LockSupport.park(this);
        }
    }

    private void goRound() throws IOException {
        if (!selector.isOpen()) {
            wakeNextRound();
            ended = true;
            return;
        }
        try {
            if (uncancelled) {
                cancelClosed();
            }
            if (!wakeAll()) {
                awaitChange();
            } else if (System.nanoTime() - restedAt < REST_EVERY_NANOS) {
                letOthersRun();
            } else {
                rest();
                restedAt = System.nanoTime();
            }
        } catch (ClosedSelectorException stopped) {
            // There is no next round.
        }
    }

    /**
     * Yields: woken threads are ahead of this one in its carrier's queue; if another carrier took some, nothing is
     * lost.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersRun() {
        Thread.yield();
    }

    /** Leaves the carrier idle: threads just woken run first, and no others are woken meanwhile. */
    private static void rest() {
        letOthersRun();
        LockSupport.parkNanos(REST_NANOS);
    }

    private void cancelClosed() {
        // Before checking, so that a channel closed meanwhile is not missed.
        uncancelled = false;
        boolean done = false;
        try {
            for (SelectionKey key : selector.keys()) {
                if (!key.channel().isOpen()) {
                    key.cancel();
                }
            }
            done = true;
        } finally {
            if (!done) {
                uncancelled = true;
            }
        }
    }

    /** Wakes every thread that can run now; false if there was none. */
    private boolean wakeAll() throws IOException {
        boolean any = wakeNextRound();
        return selector.selectNow(Poller::wake) > 0 || any;
    }

    private boolean wakeNextRound() {
        Thread first = nextRound.poll();
        for (Thread thread = first; thread != null; thread = nextRound.poll()) {
            LockSupport.unpark(thread);
        }
        return first != null;
    }

    /** Waits until there is something to do. */
    private void awaitChange() throws IOException {
        long before = System.nanoTime();
        // Set before checking: other threads first make a change and then read this.
        waiting = true;
        try {
            if (nextRound.isEmpty() && !uncancelled) {
                selector.select(Poller::wake);
            }
        } finally {
            long now = System.nanoTime();
            // Otherwise a socket was ready at once, so this did not wait.
            if (now - before > WAITED_NANOS) {
                restedAt = now;
            }
            waiting = false;
        }
    }

    private static void wake(SelectionKey key) {
        PlainTransport transport = (PlainTransport) key.attachment();
        boolean told = false;
        try {
            transport.ready();
            told = true;
        } finally {
            if (!told) {
                // The selector may have lost what this connection waits for, and it would wait forever.
                transport.abort();
            }
        }
    }
}
