package dev.weft.server.topic;

import dev.weft.server.broker.TopicId;
import dev.weft.server.broker.TopicKind;
import dev.weft.server.log.LogThrottle;
import dev.weft.server.log.SafeText;
import dev.weft.server.log.StackTraces;
import dev.weft.server.resource.VirtualThreads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A topic that has subscribers on this server: they, and the messages that wait to be handed out to them. Thread-safe.
 *
 * <pre>
 *   IDLE --publish: start a thread--> HANDING_OUT --nothing waits--> IDLE
 * </pre>
 *
 * <p>Whoever hands out takes all that waits, up to a bound, and gives each subscriber one write.
 */
final class LocalTopic {

    private static final LogThrottle LOG = new LogThrottle(LoggerFactory.getLogger(LocalTopic.class));

    /** Why 64 and 64 KiB? A write of 16 short messages costs a session hardly more than one of a single message. */
    private static final int BATCH_MESSAGES = 64;

    private static final int BATCH_BYTES = 64 * 1024;

    /** Why 1 MiB? A publisher that is faster than its subscribers' sockets has to wait at some point. */
    private static final int MOST_WAITING = 1024 * 1024;

    private final TopicId id;
    private final FanOut fanOut;
    private final ReentrantLock lock = new ReentrantLock();
    private final Subscribers subscribers = new Subscribers();
    private final ArrayDeque<Publication> waiting = new ArrayDeque<>(4);
    private int waitingBytes;
    private boolean handingOut;

    /** The sequence of the newest message that was published here. */
    private long newest;

    /** The sequence of the newest message that was taken from the queue. Used by the thread that hands out. */
    private long newestTaken;

    /** Signalled when messages have been taken from the queue; made when a thread first waits. */
    private @Nullable Condition taken;

    LocalTopic(TopicId id, FanOut fanOut) {
        this.id = id;
        this.fanOut = fanOut;
    }

    TopicId id() {
        return id;
    }

    /** Adds a subscription, which gets nothing yet unless the topic is live. */
    void add(Subscription subscription) {
        lock.lock();
        try {
            subscribers.add(subscription);
            if (id.kind() == TopicKind.LIVE) {
                subscription.since(newest);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes a subscription; true if it was the last. */
    boolean remove(Subscription subscription) {
        lock.lock();
        try {
            subscription.since(Subscription.NOTHING);
            return subscribers.remove(subscription) && subscribers.count() == 0;
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return subscribers.count();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a subscription that has seen everything up to a sequence get what follows; false if there is more already, which
     * it has to get first, or if it is over.
     */
    boolean open(Subscription subscription, long seen) {
        lock.lock();
        try {
            boolean caughtUp = newest <= seen;
            if (caughtUp && subscription.place != Subscribers.NOWHERE) {
                subscription.since(seen);
            }
            return caughtUp;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Publishes the next message of a live topic; waits while too much waits.
     *
     * @param numbered makes the message with its sequence
     */
    void publish(LongFunction<Publication> numbered) {
        lock.lock();
        try {
            awaitRoom();
            enqueue(numbered.apply(newest + 1));
        } finally {
            lock.unlock();
        }
    }

    /** Publishes a message that was stored. Does not block. */
    void stored(Publication publication) {
        lock.lock();
        try {
            enqueue(publication);
        } finally {
            lock.unlock();
        }
    }

    /** Waits while too much waits to be handed out. */
    void awaitTaken() {
        lock.lock();
        try {
            awaitRoom();
        } finally {
            lock.unlock();
        }
    }

    // The following methods are called under the lock.

    private void awaitRoom() {
        // Whoever finds nobody handing out begins, and need not wait.
        while (handingOut && waitingBytes >= MOST_WAITING) {
            if (taken == null) {
                taken = lock.newCondition();
            }
            taken.awaitUninterruptibly();
        }
    }

    private void enqueue(Publication publication) {
        waiting.addLast(publication);
        waitingBytes += publication.weight();
        newest = publication.sequence();
        if (!handingOut) {
            // If there is no memory for a thread, whoever publishes next tries again.
            VirtualThreads.start(this::handOut);
            handingOut = true;
        }
    }

    private List<Publication> take() {
        List<Publication> batch = new ArrayList<>(Math.min(BATCH_MESSAGES, waiting.size()));
        int bytes = 0;
        for (Publication next = waiting.peekFirst();
                next != null && batch.size() < BATCH_MESSAGES && (bytes == 0 || bytes + next.weight() <= BATCH_BYTES);
                next = waiting.peekFirst()) {
            batch.add(waiting.removeFirst());
            bytes += next.weight();
            newestTaken = next.sequence();
        }
        waitingBytes -= bytes;
        return batch;
    }

    // The following methods run on the thread that hands out.

    /** Whatever fails, this thread goes on until nothing waits: nobody else would begin. */
    private void handOut() {
        boolean more = true;
        while (more) {
            try {
                more = handOutNext();
            } catch (RuntimeException | Error fault) {
                // Out of memory, perhaps. Nobody may miss a message and not know it.
                giveUpAllBefore(newestTaken);
                report(fault);
            }
        }
    }

    private boolean handOutNext() {
        List<Publication> batch = next();
        if (!batch.isEmpty()) {
            fanOut.handOut(batch, subscribers.places(), id);
        }
        return !batch.isEmpty();
    }

    /** Closes all who may have missed the message with this sequence, unless they may miss some; never throws. */
    void giveUpAllBefore(long sequence) {
        raiseNewest(sequence);
        if (id.kind() == TopicKind.LIVE) {
            return;
        }
        for (Subscription each : subscribers.places()) {
            if (each != null && each.since() < sequence) {
                each.session().giveUp();
            }
        }
    }

    /** Whoever is catching up has to read it from the broker. */
    private void raiseNewest(long sequence) {
        lock.lock();
        try {
            newest = Math.max(newest, sequence);
        } finally {
            lock.unlock();
        }
    }

    private List<Publication> next() {
        lock.lock();
        try {
            List<Publication> batch = take();
            handingOut = !batch.isEmpty();
            if (taken != null) {
                taken.signalAll();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void report(Throwable fault) {
        try {
            LOG.log(
                    Level.ERROR,
                    "handing out failed",
                    () -> "! " + id + ": handing out failed: " + SafeText.of(fault) + " at " + StackTraces.of(fault));
        } catch (RuntimeException | Error noMemoryForThat) {
            // The sessions are closed, which their clients are told.
        }
    }
}
