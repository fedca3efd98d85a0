package dev.weft.plugin.channels;

import dev.weft.spi.BrokerException;
import dev.weft.spi.Past;
import dev.weft.spi.Session;
import dev.weft.spi.Topic;
import dev.weft.spi.TopicLimitException;
import dev.weft.spi.Topics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Carries out what clients ask for.
 *
 * @param rules what they may ask for
 * @param topics the server's topics
 */
record Channels(Rules rules, Topics topics) {

    /** Why 1 Mi? As much as a message of a client may have by default. */
    static final int LONGEST_ANSWER = 1 << 20;

    /** Why 16? Most histories are short messages, or few; of long ones no more than needed is copied. */
    private static final int HISTORY_STEP = 16;

    /** Carries out one command, and returns its result in JSON. */
    String run(Command command, Session session) throws RpcException {
        Rule rule = rules.of(command.topic());
        Topic topic = rule.kind().topic(topics, command.topic());
        try {
            return switch (command) {
                case Command.Subscribe subscribe -> subscribe(topic, rule, session);
                case Command.Unsubscribe unsubscribe -> Boolean.toString(topic.unsubscribe(session));
                case Command.Publish publish -> publish(topic, rule, publish.data());
                case Command.History history -> history(topic, rule, history.limit());
            };
        } catch (TopicLimitException limit) {
            throw RpcException.tooMany();
        } catch (BrokerException away) {
            // The broker logs that itself, once; here it would be a line for each message.
            throw RpcException.storageFailed();
        }
    }

    /** The server sends what the client has missed, with its marks, before this returns: the answer comes after it. */
    private static String subscribe(Topic topic, Rule rule, Session session) throws RpcException {
        rule.check(Right.SUBSCRIBE);
        topic.subscribe(session);
        return rule.toJson();
    }

    private static String publish(Topic topic, Rule rule, String data) throws RpcException {
        rule.check(Right.PUBLISH);
        topic.publish(Notification.of(topic.name(), data));
        return "true";
    }

    /** The newest messages that are not too long together, oldest first; the newest itself in any case. */
    private static String history(Topic topic, Rule rule, int limit) throws RpcException {
        rule.check(Right.HISTORY);
        List<Past> newest = newest(topic, limit);
        Deque<String> elements = new ArrayDeque<>();
        int length = 0;
        for (Past past : newest.reversed()) {
            String element = Notification.past(past);
            length += element.length();
            if (length > LONGEST_ANSWER && !elements.isEmpty()) {
                break;
            }
            elements.addFirst(element);
        }
        return "[" + String.join(",", elements) + "]";
    }

    private static List<Past> newest(Topic topic, int limit) {
        int most = Math.min(limit, HISTORY_STEP);
        List<Past> newest = topic.history(most);
        while (newest.size() == most && most < limit && size(newest) < LONGEST_ANSWER) {
            most = Math.min(limit, most * 4);
            newest = topic.history(most);
        }
        return newest;
    }

    private static long size(List<Past> messages) {
        return messages.stream().mapToLong(past -> past.message().size()).sum();
    }
}
