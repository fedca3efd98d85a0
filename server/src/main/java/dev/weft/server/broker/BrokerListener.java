package dev.weft.server.broker;

/** Is told what a broker has stored. */
@FunctionalInterface
public interface BrokerListener {

    /** Called for each message of a topic in order. Does not block. */
    void stored(TopicId topic, Stored message);
}
