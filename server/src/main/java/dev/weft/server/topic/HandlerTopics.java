package dev.weft.server.topic;

import dev.weft.server.broker.TopicId;
import dev.weft.server.broker.TopicKind;
import dev.weft.spi.Topic;
import dev.weft.spi.Topics;

/**
 * The topics of a handler.
 *
 * @param hub all topics
 * @param handlerId whose they are
 */
record HandlerTopics(TopicHub hub, String handlerId) implements Topics {

    @Override
    public Topic live(String name) {
        return topic(TopicKind.LIVE, name);
    }

    @Override
    public Topic kept(String name) {
        return topic(TopicKind.KEPT, name);
    }

    @Override
    public Topic latest(String name) {
        return topic(TopicKind.LATEST, name);
    }

    private Topic topic(TopicKind kind, String name) {
        return new HandlerTopic(hub, new TopicId(kind, handlerId, name));
    }
}
