package dev.weft.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one client of a topic sees, in its order; made by {@link TopicChecker#witness}. Used by one thread at a time.
 *
 * <pre>
 *   OUT --subscribing()--> JOINING --subscribed()--> IN --unsubscribing()--> LEAVING --unsubscribed()--> OUT
 * </pre>
 */
public final class Witness {

    private enum State {
        OUT,
        JOINING,
        IN,
        LEAVING
    }

    /**
     * Something that was seen.
     *
     * @param text of the message; null if the client was told that something is lost
     * @param subscribed whether the client was subscribed, or might have been
     */
    record Seen(@Nullable String text, boolean subscribed) {}

    private final String name;
    private final AtomicLong moments;
    private final List<Seen> seen = new ArrayList<>();
    private State state = State.OUT;

    /** When the client was first known to be subscribed; later than any moment if it never was. */
    private long subscribedAt = Long.MAX_VALUE;

    /** When the client was last told that something is lost; 0 if it never was. */
    private long lostAt;

    Witness(String name, AtomicLong moments) {
        this.name = name;
        this.moments = moments;
    }

    /** The client is about to ask for its subscription: from now on messages may arrive. */
    public void subscribing() {
        state = State.JOINING;
    }

    /** The client knows that it is subscribed: from now on every message should arrive. Said once. */
    public void subscribed() {
        state = State.IN;
        subscribedAt = Math.min(subscribedAt, moments.incrementAndGet());
    }

    /** The client is about to leave for good: from now on messages need not arrive. */
    public void unsubscribing() {
        state = State.LEAVING;
    }

    /** The client knows that it is not subscribed any more: from now on nothing may arrive. */
    public void unsubscribed() {
        state = State.OUT;
    }

    /** A message has arrived. */
    public void saw(String text) {
        seen.add(new Seen(text, state != State.OUT));
    }

    /** The client was told that messages are lost. */
    public void lost() {
        lostAt = moments.incrementAndGet();
        seen.add(new Seen(null, state != State.OUT));
    }

    String name() {
        return name;
    }

    List<Seen> seen() {
        return seen;
    }

    long subscribedAt() {
        return subscribedAt;
    }

    long lostAt() {
        return lostAt;
    }

    /** Whether it is still subscribed, so that it has seen everything. */
    boolean stayed() {
        return state == State.IN;
    }
}
