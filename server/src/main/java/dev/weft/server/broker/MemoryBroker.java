package dev.weft.server.broker;

import dev.weft.server.config.TopicLimits;
import dev.weft.spi.BrokerException;
import dev.weft.spi.Position;
import dev.weft.spi.TopicLimitException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Keeps messages in this process, for one server, as long as it runs. Thread-safe.
 *
 * <p>One sequence counts the messages of all topics. A position in a topic is whole if no message of that topic with a
 * greater sequence has been discarded; so it stays good while nothing happens there, even when the message that the
 * client saw last has been discarded.
 */
public final class MemoryBroker implements Broker {

    /** Why 10,000? A megabyte. With more topics than that, some that have lost their history are taken together. */
    private static final int MOST_ENDED = 10_000;

    private final TopicLimits limits;
    private final LongSupplier nanoTime;
    private final BrokerListener listener;
    private final PositionTokens tokens = new PositionTokens();

    /** The time of the clock's zero, which makes a time out of its nanoseconds. */
    private final Instant zero;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TopicId, TopicLog> logs = new HashMap<>();

    /** Of topics that have lost their history: the sequence of the last message. */
    private final Map<TopicId, Long> ended = new LinkedHashMap<>();

    /** The same for all those that are not remembered. */
    private long endedUpTo;

    private final Entry.Chain kept = new Entry.Chain();
    private final Entry.Chain latest = new Entry.Chain();
    private long sequence;
    private long memory;

    /**
     * Makes a broker that keeps nothing yet.
     *
     * @param nanoTime the clock by which messages age
     */
    public MemoryBroker(TopicLimits limits, LongSupplier nanoTime, BrokerListener listener) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.zero = Instant.now().minusNanos(nanoTime.getAsLong());
    }

    @Override
    public void append(TopicId topic, ByteBuffer message) {
        long weight = Entry.weight(message);
        if (weight > limits.historyMemory()) {
            throw new BrokerException("a message of " + message.remaining()
                    + " bytes is larger than the memory for history (--history-memory)");
        }
        lock.lock();
        try {
            discardExpired();
            TopicLog known = logs.get(topic);
            TopicLog log = known == null ? newLog(topic) : known;
            Entry entry = new Entry(log, sequence + 1, nanoTime.getAsLong(), message);
            // Made first, because it may fail for lack of memory: what is stored has to be told.
            Stored told = stored(entry);
            logs.put(topic, log);
            ended.remove(topic);
            log.add(entry);
            chain(topic).add(entry);
            memory += weight;
            sequence++;
            listener.stored(topic, told);
            discardExcess(entry);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Slice read(TopicId topic, Position after, int most) {
        OptionalLong from = tokens.sequence(topic, after);
        if (from.isEmpty()) {
            return Slice.BROKEN;
        }
        lock.lock();
        try {
            discardExpired();
            TopicLog log = logs.get(topic);
            long discarded = log == null ? endedAt(topic) : log.discardedUpTo();
            if (from.getAsLong() < discarded || from.getAsLong() > sequence) {
                return Slice.BROKEN;
            }
            return new Slice(log == null ? List.of() : stored(log.after(from.getAsLong(), most)), true);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Newest newest(TopicId topic) {
        lock.lock();
        try {
            TopicLog log = logs.get(topic);
            // The last message's own position: whoever reads the history, too, finds it there.
            long at = log == null ? sequence : log.newest();
            return new Newest(at, tokens.of(topic, at));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Stored> history(TopicId topic, int most) {
        lock.lock();
        try {
            discardExpired();
            TopicLog log = logs.get(topic);
            return log == null ? List.of() : stored(log.newest(most));
        } finally {
            lock.unlock();
        }
    }

    /** Discards what is too old. It is done whenever the broker is used, too; this is for when it is not. */
    public void tidy() {
        // Whoever holds the lock does it anyway.
        if (lock.tryLock()) {
            try {
                discardExpired();
            } finally {
                lock.unlock();
            }
        }
    }

    // The following methods are called under the lock.

    private TopicLog newLog(TopicId topic) {
        if (logs.size() >= limits.maxTopics()) {
            throw new TopicLimitException("there are " + logs.size() + " topics with a history (--max-topics)");
        }
        return new TopicLog(topic, endedAt(topic));
    }

    private long endedAt(TopicId topic) {
        return ended.getOrDefault(topic, endedUpTo);
    }

    private Entry.Chain chain(TopicId topic) {
        return topic.kind() == TopicKind.LATEST ? latest : kept;
    }

    private void discardExpired() {
        long longest = limits.historyTime().toNanos();
        if (longest == 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        for (Entry oldest = kept.oldest();
                oldest != null && now - oldest.storedAt() > longest;
                oldest = kept.oldest()) {
            discard(oldest);
        }
    }

    /** Keeps the limits after an entry was added, which stays. */
    // Compared by identity: each is one object.
    @SuppressWarnings("ReferenceEquality")
    private void discardExcess(Entry added) {
        TopicLog log = added.log();
        int most = log.topic().kind() == TopicKind.LATEST ? 1 : limits.historySize();
        while (log.size() > most) {
            discard(log.oldest());
        }
        while (memory > limits.historyMemory()) {
            // The newest values of the others are worth more than old messages.
            Entry oldest = kept.oldest();
            discard(oldest == null || oldest == added ? oldestOf(latest) : oldest);
        }
    }

    private static Entry oldestOf(Entry.Chain chain) {
        Entry oldest = chain.oldest();
        if (oldest == null) {
            throw new IllegalStateException("memory is in use, and nothing is stored");
        }
        return oldest;
    }

    /** Discards an entry that is the oldest of its topic. */
    private void discard(Entry oldest) {
        TopicLog log = oldest.log();
        boolean isLast = log.size() == 1;
        if (isLast) {
            // First, because it may fail for lack of memory: without it, positions before this would seem to be whole.
            ended.put(log.topic(), oldest.sequence());
            logs.remove(log.topic());
        }
        log.discardOldest();
        chain(log.topic()).remove(oldest);
        memory -= Entry.weight(oldest.message());
        if (isLast) {
            forgetEnded();
        }
    }

    private void forgetEnded() {
        if (ended.size() > MOST_ENDED) {
            var eldest = ended.entrySet().iterator();
            endedUpTo = Math.max(endedUpTo, eldest.next().getValue());
            eldest.remove();
        }
    }

    private List<Stored> stored(List<Entry> entries) {
        return entries.stream().map(this::stored).toList();
    }

    private Stored stored(Entry entry) {
        return new Stored(
                entry.sequence(),
                tokens.of(entry.log().topic(), entry.sequence()),
                zero.plusNanos(entry.storedAt()),
                entry.message());
    }
}
