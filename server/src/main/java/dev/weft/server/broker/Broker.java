package dev.weft.server.broker;

import dev.weft.spi.Position;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Keeps the messages of kept and latest topics, and tells each of them to the server's {@link BrokerListener}, in the
 * order of their sequences. Thread-safe; every method may block, and throws a {@link
 * dev.weft.spi.BrokerException} if what keeps the messages is away or refuses.
 */
public interface Broker {

    /**
     * Stores a message. When this returns, it is stored; who listens has been told, or will be.
     *
     * @param message in the server's own form, see {@link Envelope}; not changed afterwards
     * @throws dev.weft.spi.TopicLimitException if there may be no more topics
     */
    void append(TopicId topic, ByteBuffer message);

    /**
     * Reads what was stored after a position.
     *
     * @param most how many messages at most, from the oldest on
     */
    Slice read(TopicId topic, Position after, int most);

    /** The end of a topic, whether anything was stored in it or not. */
    Newest newest(TopicId topic);

    /** The newest messages of a topic, oldest first. */
    List<Stored> history(TopicId topic, int most);
}
