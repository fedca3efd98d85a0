package dev.weft.server.plugin.deploy;

import dev.weft.spi.Catchup;
import dev.weft.spi.Message;
import dev.weft.spi.Past;
import dev.weft.spi.Position;
import dev.weft.spi.Session;
import dev.weft.spi.Topic;
import dev.weft.spi.Topics;
import java.util.List;

/**
 * Topics that can be used as long as a generation's context can.
 *
 * @param context the context
 */
record GenerationTopics(GenerationContext context) implements Topics {

    @Override
    public Topic live(String name) {
        return new GenerationTopic(context, context.serverTopics().live(name));
    }

    @Override
    public Topic kept(String name) {
        return new GenerationTopic(context, context.serverTopics().kept(name));
    }

    @Override
    public Topic latest(String name) {
        return new GenerationTopic(context, context.serverTopics().latest(name));
    }

    /** One of them. */
    private record GenerationTopic(GenerationContext context, Topic topic) implements Topic {

        @Override
        public String name() {
            return topic.name();
        }

        @Override
        public boolean subscribe(Session session) {
            return usable().subscribe(session);
        }

        @Override
        public Catchup subscribe(Session session, Position since) {
            return usable().subscribe(session, since);
        }

        @Override
        public boolean unsubscribe(Session session) {
            return usable().unsubscribe(session);
        }

        @Override
        public void publish(Message message) {
            usable().publish(message);
        }

        @Override
        public void publish(Message message, Session but) {
            usable().publish(message, but);
        }

        @Override
        public int subscribers() {
            return usable().subscribers();
        }

        @Override
        public List<Past> history(int most) {
            return usable().history(most);
        }

        @Override
        public String toString() {
            return topic.toString();
        }

        private Topic usable() {
            context.ensureUsable();
            return topic;
        }
    }
}
