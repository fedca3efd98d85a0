package dev.weft.spi;

import java.util.List;

/** One of a handler's {@link Topics}. Thread-safe; may be kept as long as the handler's context is usable. */
public interface Topic {

    /** The name by which the handler asked for it. */
    String name();

    /**
     * Lets a session receive what is published from now on.
     *
     * <p>If the client came back with a position in a kept topic, it first gets what it has missed; the session's client
     * library does that, and the handler need not know. For a {@linkplain Topics#latest latest} topic the session gets
     * the newest message first. Sending these blocks the calling thread like {@link Session#send}. The subscription ends
     * with the session.
     *
     * @param session a session of this handler
     * @return false if it was subscribed already, or is not open
     * @throws TopicLimitException if the session has as many subscriptions, or the server as many topics, as the operator
     *     allows ({@code --max-subscriptions}, {@code --max-topics})
     * @throws SessionClosedException if the session ends while this sends
     * @throws BrokerException if the history cannot be read; the session is not subscribed
     */
    boolean subscribe(Session session);

    /**
     * Does the same from a position that the handler has from its client, for a protocol of the handler's own. If the
     * session was subscribed already, it is subscribed anew. For a live topic the answer is always {@link Catchup#LOST};
     * for a latest topic it is {@link Catchup#UP_TO_DATE} or {@link Catchup#REPLAYED}, with the newest message.
     *
     * @param session a session of this handler
     * @param since the last message that the client has seen
     * @return whether the client has missed anything, and got it
     * @throws TopicLimitException as above
     * @throws SessionClosedException if the session is not open, or ends while this sends
     * @throws BrokerException as above
     */
    Catchup subscribe(Session session, Position since);

    /**
     * Ends a subscription. A message that is being handed out at this moment may still arrive.
     *
     * @return false if the session was not subscribed
     */
    boolean unsubscribe(Session session);

    /**
     * Publishes to all subscribers; from any thread. All messages that one thread publishes to one topic arrive in their
     * order, and a session that publishes gets its own message, too, if it is subscribed.
     *
     * <p>It never waits for a subscriber. For a live topic it returns when the message is in the topic's queue, and waits
     * for room if messages are published faster than they can be handed out. For a kept and a latest topic it returns when
     * the message is stored.
     *
     * @throws BrokerException if the message was not stored; then nobody gets it
     * @throws TopicLimitException if the message would be the first one stored in one topic more than the operator allows
     *     ({@code --max-topics})
     */
    void publish(Message message);

    /** Publishes to all subscribers but one, such as the one that the message came from. */
    void publish(Message message, Session but);

    /** How many sessions on this server are subscribed. */
    int subscribers();

    /**
     * The newest messages that are kept, oldest first; empty for a live topic.
     *
     * @param most how many at most; zero or more
     * @throws BrokerException if the history cannot be read
     */
    List<Past> history(int most);
}
