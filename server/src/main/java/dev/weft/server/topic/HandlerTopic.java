package dev.weft.server.topic;

import dev.weft.server.broker.TopicId;
import dev.weft.spi.Catchup;
import dev.weft.spi.Message;
import dev.weft.spi.Past;
import dev.weft.spi.Position;
import dev.weft.spi.Session;
import dev.weft.spi.Topic;
import java.util.List;
import java.util.Objects;

/**
 * A topic as a handler sees it.
 *
 * @param hub all topics
 * @param id which topic
 */
record HandlerTopic(TopicHub hub, TopicId id) implements Topic {

    @Override
    public String name() {
        return id.name();
    }

    @Override
    public boolean subscribe(Session session) {
        return hub.subscribe(id, session);
    }

    @Override
    public Catchup subscribe(Session session, Position since) {
        return hub.subscribe(id, session, Objects.requireNonNull(since, "since"));
    }

    @Override
    public boolean unsubscribe(Session session) {
        return hub.unsubscribe(id, session);
    }

    @Override
    public void publish(Message message) {
        hub.publish(id, message, 0);
    }

    @Override
    public void publish(Message message, Session but) {
        hub.publish(id, message, but.id());
    }

    @Override
    public int subscribers() {
        return hub.subscribers(id);
    }

    @Override
    public List<Past> history(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("most is " + most + ", and must not be negative");
        }
        return hub.history(id, most);
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
