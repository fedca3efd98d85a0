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
 * Wakes the threads whose sockets are ready: one selector, and a virtual thread that goes round with it. Thread-safe.
 *
 * <p>A blocking read of the JDK's first tries in vain, then registers the socket for one event: two of the four system
 * calls that a lone message takes. Here a socket stays registered, and is read when there is something to read.
 *
 * <p>Virtual threads are not time-sliced, and one that always finds bytes would never give its carrier back. Here nobody
 * reads twice in a round: whoever was woken runs, waits again, and the next round begins when all of them have run. So a
 * peer that sends without a pause gets one read in turn with everybody else's.
 */
final class Poller {

    /**
     * Why 10 ms? A carrier takes what other threads gave the scheduler, such as a new connection, only when it has nothing
     * else to do. It has to come to that now and then, and each time costs two context switches.
     */
    private static final long REST_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Why 100 us? A rest that is over before the carrier has looked elsewhere is none: new threads waited up to 1 s. */
    private static final long REST_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** Why 100 us? To look takes a few, to wait at least some tens. */
    private static final long WAITED_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** Why 1 s? Five hundred times what it should be. */
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<ServiceThread> starter;
    private final Selector selector;

    /** Threads that could go on, and let the others run first. */
    private final Queue<Thread> nextRound = new ConcurrentLinkedQueue<>();

    /** Whether it waits for a socket, or is about to look whether it has to. */
    private volatile boolean waiting;

    /** When its thread last rested; it does so every {@link #REST_EVERY_NANOS}, unless it waits. */
    private volatile long restedAt;

    /** The number of the thread that goes round; any other one ends. The watchdog's thread alone changes it. */
    private volatile int current;

    private volatile boolean ended;

    /** Opens a selector; nobody looks at it yet. */
    Poller() throws IOException {
        this(ServiceThread::startVirtual);
    }

    /** Makes one whose threads are started by somebody else. */
    Poller(Consumer<ServiceThread> starter) throws IOException {
        this.starter = starter;
        this.selector = Selector.open();
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
        // Another has taken over, and may wait where nobody wakes it: this one has just said that nobody does.
        selector.wakeup();
        return false;
    }

    /**
     * Has another thread go round if the one that does has not come back for a second: on Java 21 the scheduler forgets a
     * virtual thread that it has no memory to queue. If it was only kept from its carrier, it ends when it is back. The
     * watchdog's thread alone.
     */
    void check(long now) {
        if (!waiting && !ended && now - restedAt > LOST_NANOS) {
            start();
        }
    }

    /** Ends the rounds; for when no connection is left. */
    void stop() {
        try {
            selector.close();
        } catch (IOException alreadyGone) {
            // Its descriptors are released all the same.
        }
    }

    /** Registers a channel that does not block, for nothing as yet. */
    SelectionKey register(SocketChannel channel, PlainTransport transport) throws IOException {
        return channel.register(selector, 0, transport);
    }

    /** Something is to be waited for that was not before, or a channel was closed. */
    void changed() {
        if (waiting) {
            selector.wakeup();
        }
    }

    /** Parks the caller until those who can run have run. Now and then it returns at once. */
    void awaitNextRound() {
        nextRound.add(Thread.currentThread());
        changed();
        // Whoever stops it closes the selector before the last are woken: who sees it open is among them.
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

    /** Those who were woken are before this thread in its carrier's queue; if another took some, nothing is lost. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersRun() {
        Thread.yield();
    }

    /** Leaves the carrier with nothing to do: those just woken run first, and nobody wakes others meanwhile. */
    private static void rest() {
        letOthersRun();
        LockSupport.parkNanos(REST_NANOS);
    }

    /** Wakes whoever can run now; false if there was nobody. */
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
        // Before it looks: whoever changes something first changes it and then looks at this.
        waiting = true;
        try {
            if (nextRound.isEmpty()) {
                selector.select(Poller::wake);
            }
        } finally {
            long now = System.nanoTime();
            // Otherwise a socket that was ready just then has kept it from waiting.
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
                // The selector may have lost what this one waits for, and it would wait for ever.
                transport.abort();
            }
        }
    }
}
