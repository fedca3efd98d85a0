package dev.weft.testkit;

import dev.weft.testkit.TopicRecord.Sent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Judges what the clients of a topic saw, by what its kind promises. Publishers take the texts of their messages from it,
 * and every client tells its {@link Witness} what arrives.
 *
 * <ol>
 *   <li>Kept: each witness sees each message that was stored while it was subscribed, once, and all see one order; or it
 *       is told that something is lost.
 *   <li>Live: each witness sees each message at most once, and those of one publisher in their order.
 *   <li>Latest: each witness sees those of one publisher in their order, and in the end the message after which none was
 *       sent.
 *   <li>Nobody sees anything while it is not subscribed.
 *   <li>Nobody sees what nobody sent.
 * </ol>
 *
 * <p>One checker judges one topic, whose messages go to all subscribers. Thread-safe; each publisher and each witness is
 * used by one thread at a time.
 */
public final class TopicChecker {

    /** What is promised. */
    public enum Kind {
        /** {@code topics.live(name)}. */
        LIVE,
        /** {@code topics.kept(name)}. */
        KEPT,
        /** {@code topics.latest(name)}. */
        LATEST
    }

    private final Kind kind;
    private final AtomicLong moments = new AtomicLong();
    private final Map<String, Sent> messages = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Witness> witnesses = new ConcurrentLinkedQueue<>();

    /** Makes a checker that has seen nothing. */
    public TopicChecker(Kind kind) {
        this.kind = kind;
    }

    /** A publisher of the topic. */
    public Publisher publisher(String name) {
        return new Publisher(name);
    }

    /** A client of the topic that is not subscribed yet. Stays the same when its connection breaks and it comes back. */
    public Witness witness(String name) {
        Witness fresh = new Witness(name, moments);
        witnesses.add(fresh);
        return fresh;
    }

    /** How many messages were sent. */
    public int sent() {
        return messages.size();
    }

    /** How many witnesses were told that something is lost. */
    public int losers() {
        return Math.toIntExact(
                witnesses.stream().filter(witness -> witness.lostAt() > 0).count());
    }

    /**
     * What was broken, each with the witness and the message; empty if nothing was. To be called when every witness that
     * has not left has seen all that it will see.
     */
    public List<String> violations() {
        TopicRecord all = new TopicRecord(messages, List.copyOf(witnesses));
        return switch (kind) {
            case LIVE -> all.live();
            case KEPT -> all.kept();
            case LATEST -> all.latest();
        };
    }

    /**
     * Fails if any promise was broken.
     *
     * @throws AssertionError with the first violations
     */
    public void assertKept() {
        List<String> violations = violations();
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.size() + " violations: "
                    + String.join("; ", violations.subList(0, Math.min(20, violations.size()))));
        }
    }

    /** Numbers the messages of one thread. */
    public final class Publisher {

        private final String name;
        private int number;
        private @Nullable Sent current;

        private Publisher(String name) {
            this.name = name;
        }

        /** The text of the next message, which is about to be published. */
        public String next() {
            Sent next = new Sent(name, ++number, moments.incrementAndGet());
            current = next;
            messages.put(next.text(), next);
            return next.text();
        }

        /** Says that {@code publish} has returned normally; of a message of which this is never said, all may be true. */
        public void published() {
            if (current != null) {
                current.publishedAt(moments.incrementAndGet());
            }
        }
    }
}
