package dev.weft.server.broker;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A message in memory, in the list of all of its kind. Used under the broker's lock. */
final class Entry {

    /** Why 160? This object, the buffer and its array, and the place in the topic's log, besides the message. */
    private static final int OVERHEAD = 160;

    private final TopicLog log;
    private final long sequence;
    private final long storedAt;
    private final ByteBuffer message;
    private @Nullable Entry older;
    private @Nullable Entry newer;

    /**
     * Makes an entry that is in no list.
     *
     * @param storedAt by the broker's clock, in nanoseconds
     */
    Entry(TopicLog log, long sequence, long storedAt, ByteBuffer message) {
        this.log = log;
        this.sequence = sequence;
        this.storedAt = storedAt;
        this.message = message;
    }

    TopicLog log() {
        return log;
    }

    long sequence() {
        return sequence;
    }

    long storedAt() {
        return storedAt;
    }

    ByteBuffer message() {
        return message;
    }

    /** The memory that a message takes. */
    static long weight(ByteBuffer message) {
        return (long) message.remaining() + OVERHEAD;
    }

    /** Entries of all topics from the oldest to the newest, from which any can be removed at once. */
    static final class Chain {

        private @Nullable Entry oldest;
        private @Nullable Entry newest;

        @Nullable
        Entry oldest() {
            return oldest;
        }

        void add(Entry entry) {
            entry.older = newest;
            if (newest == null) {
                oldest = entry;
            } else {
                newest.newer = entry;
            }
            newest = entry;
        }

        void remove(Entry entry) {
            Entry before = entry.older;
            Entry after = entry.newer;
            if (before == null) {
                oldest = after;
            } else {
                before.newer = after;
            }
            if (after == null) {
                newest = before;
            } else {
                after.older = before;
            }
            entry.older = null;
            entry.newer = null;
        }
    }
}
