package dev.weft.server.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.Race;
import dev.weft.server.config.TopicLimits;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import dev.weft.spi.Position;
import dev.weft.spi.SessionClosedException;
import dev.weft.spi.Topic;
import dev.weft.spi.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two threads publish while a session subscribes and catches up, and while it leaves or ends. */
class TopicRaceTest {

    private static final TopicLimits LIMITS = new TopicLimits(100, Duration.ZERO, 1_000_000, 10, 10, 100);
    private static final int EACH = 8;

    /** What a binary message of one byte begins with. */
    private static final String HEADER = "8201";

    private static final String CLOSE = "880203e8";

    /** One round. Every message is one byte: its publisher in the upper half, and its number. */
    private abstract static class Coming implements Race.Contest {

        final TestSession client = new TestSession(1);
        final Topic topic;
        private final Random random;

        Coming(Random random) {
            this.random = random;
            this.topic = topic(new TopicHub(LIMITS, System::nanoTime).topicsOf("race"));
        }

        abstract Topic topic(Topics topics);

        abstract void subscribe();

        @Override
        public List<Race.Step> steps() {
            long seed = random.nextLong();
            return List.of(
                    () -> publish(0x10, new Random(seed)),
                    () -> publish(0x20, new Random(~seed)),
                    this::subscribeIfOpen,
                    leaving(random.nextInt(4)));
        }

        private void publish(int publisher, Random pauses) {
            for (int i = 0; i < EACH; i++) {
                topic.publish(Message.binary(new byte[] {(byte) (publisher + i)}));
                Race.pause(pauses);
            }
        }

        private void subscribeIfOpen() {
            try {
                subscribe();
            } catch (SessionClosedException ended) {
                // By the other step.
            }
        }

        private Race.Step leaving(int how) {
            return switch (how) {
                case 0 -> () -> topic.unsubscribe(client.session);
                case 1 -> client.session::end;
                case 2 -> () -> client.session.close(CloseStatus.NORMAL);
                default -> () -> {};
            };
        }

        final boolean isSubscribed() {
            assertEquals(
                    0,
                    client.session.hasEnded() ? topic.subscribers() : 0,
                    "a session that has ended is subscribed to nothing");
            return topic.subscribers() == 1 && client.session.isOpen();
        }

        /** The messages that have been received, two digits each. */
        final String received() {
            String all = client.transport.received();
            StringBuilder messages = new StringBuilder();
            int end = all.contains(CLOSE) ? all.indexOf(CLOSE) : all.length();
            for (int at = 0; at < end; at += HEADER.length() + 2) {
                assertEquals(HEADER, all.substring(at, at + HEADER.length()), all);
                messages.append(all, at + HEADER.length(), at + HEADER.length() + 2);
            }
            return messages.toString();
        }

        /** Fails unless those of each publisher are in their order, each at most once. */
        final void requireOrder(String messages) {
            int[] newest = new int[3];
            for (int at = 0; at < messages.length(); at += 2) {
                int message = Integer.parseInt(messages.substring(at, at + 2), 16);
                assertTrue(newest[message >> 4] < message, messages);
                newest[message >> 4] = message;
            }
        }

        final String outcome(String messages) {
            return (isSubscribed() ? "subscribed" : "left") + (messages.isEmpty() ? ", saw nothing" : ", saw some");
        }
    }

    /** It has seen the first message, and may not miss one. */
    private static final class Kept extends Coming {

        private final Position since;

        Kept(Random random) {
            super(random);
            topic.publish(Message.binary(new byte[] {0}));
            since = topic.history(1).getFirst().position();
        }

        @Override
        Topic topic(Topics topics) {
            return topics.kept("room");
        }

        @Override
        void subscribe() {
            topic.subscribe(client.session, since);
        }

        @Override
        public String outcome() {
            StringBuilder stored = new StringBuilder();
            topic.history(100).forEach(past -> stored.append(hex(past.message())));
            String due = stored.substring(2);
            if (isSubscribed()) {
                client.transport.awaitReceivedLast(due.substring(due.length() - 2));
            }
            String messages = received();
            assertTrue(due.startsWith(messages), () -> messages + " of " + due);
            assertTrue(!isSubscribed() || messages.equals(due), () -> messages + " of " + due);
            return outcome(messages);
        }
    }

    private static final class Live extends Coming {

        Live(Random random) {
            super(random);
        }

        @Override
        Topic topic(Topics topics) {
            return topics.live("room");
        }

        @Override
        void subscribe() {
            topic.subscribe(client.session);
        }

        @Override
        public String outcome() {
            String messages = received();
            requireOrder(messages);
            return outcome(messages);
        }
    }

    private static final class Latest extends Coming {

        Latest(Random random) {
            super(random);
        }

        @Override
        Topic topic(Topics topics) {
            return topics.latest("room");
        }

        @Override
        void subscribe() {
            topic.subscribe(client.session);
        }

        @Override
        public String outcome() {
            if (isSubscribed()) {
                client.transport.awaitReceivedLast(
                        hex(topic.history(1).getFirst().message()));
            }
            return outcome(received());
        }
    }

    private static String hex(Message message) {
        return "%02x".formatted(((Message.Binary) message).data().get(0));
    }

    private static final Set<String> ALLOWED =
            Set.of("subscribed, saw nothing", "subscribed, saw some", "left, saw nothing", "left, saw some");

    @Test
    void aKeptTopicHasNoGap() throws Exception {
        Race.run("topics, kept", 4, ALLOWED, Kept::new);
    }

    @Test
    void aLiveTopicKeepsTheOrder() throws Exception {
        Race.run("topics, live", 4, ALLOWED, Live::new);
    }

    @Test
    void theLatestIsReached() throws Exception {
        Race.run("topics, latest", 4, ALLOWED, Latest::new);
    }
}
