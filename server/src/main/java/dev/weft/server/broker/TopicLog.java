package dev.weft.server.broker;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/** The messages that are kept of one topic, oldest first. Used under the broker's lock. */
final class TopicLog {

    private final TopicId topic;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>(4);

    /** The sequence up to which messages of this topic may have been discarded. */
    private long discardedUpTo;

    TopicLog(TopicId topic, long discardedUpTo) {
        this.topic = topic;
        this.discardedUpTo = discardedUpTo;
    }

    TopicId topic() {
        return topic;
    }

    long discardedUpTo() {
        return discardedUpTo;
    }

    int size() {
        return entries.size();
    }

    void add(Entry entry) {
        entries.addLast(entry);
    }

    Entry oldest() {
        return entries.getFirst();
    }

    /** The sequence of the newest message. */
    long newest() {
        return entries.getLast().sequence();
    }

    void discardOldest() {
        discardedUpTo = entries.removeFirst().sequence();
    }

    /** Those after a sequence, oldest first, at most so many. */
    List<Entry> after(long sequence, int most) {
        ArrayDeque<Entry> found = new ArrayDeque<>();
        for (Iterator<Entry> newestFirst = entries.descendingIterator(); newestFirst.hasNext(); ) {
            Entry entry = newestFirst.next();
            if (entry.sequence() <= sequence) {
                break;
            }
            found.addFirst(entry);
        }
        return found.stream().limit(most).toList();
    }

    /** The newest, oldest first, at most so many. */
    List<Entry> newest(int most) {
        return entries.stream().skip(Math.max(0, entries.size() - most)).toList();
    }
}
