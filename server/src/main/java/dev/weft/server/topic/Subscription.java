package dev.weft.server.topic;

import dev.weft.server.session.ServerSession;
import org.jspecify.annotations.Nullable;

/** One session in one topic. Small: there may be a million. */
final class Subscription {

    /** Nothing is handed out to it: it has not caught up yet, or is over. */
    static final long NOTHING = Long.MAX_VALUE;

    private final ServerSession session;
    private final LocalTopic topic;

    /** The sequence after which messages are handed out. Changed under the topic's lock. */
    private volatile long since = NOTHING;

    /** The place among the topic's subscribers; used by {@link Subscribers} alone. */
    int place = Subscribers.NOWHERE;

    /** The session's other subscriptions; used by {@link SessionTopics} alone. */
    @Nullable
    Subscription next;

    Subscription(ServerSession session, LocalTopic topic) {
        this.session = session;
        this.topic = topic;
    }

    ServerSession session() {
        return session;
    }

    LocalTopic topic() {
        return topic;
    }

    long since() {
        return since;
    }

    void since(long sequence) {
        since = sequence;
    }
}
