package dev.weft.server.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.broker.TopicId;
import dev.weft.server.broker.TopicKind;
import dev.weft.server.outbound.SharedFrames;
import dev.weft.server.session.ServerSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscribersTest {

    private final LocalTopic topic =
            new LocalTopic(new TopicId(TopicKind.LIVE, "chat", "room"), new FanOut(1, SharedFrames.pool()));
    private final Subscribers subscribers = new Subscribers();

    private static Set<Subscription> present(Subscribers subscribers) {
        List<Subscription> all =
                Arrays.stream(subscribers.places()).filter(Objects::nonNull).toList();
        assertEquals(all.size(), Set.copyOf(all).size(), "one is there twice");
        return new HashSet<>(all);
    }

    @Test
    void areThoseThatWereAddedAndNotRemoved() {
        ServerSession session = new TestSession(1).session;
        Random random = new Random(7);
        List<Subscription> expected = new ArrayList<>();
        for (int step = 0; step < 10_000; step++) {
            boolean grows = random.nextInt(1000) < (step / 2000 % 2 == 0 ? 700 : 300);
            if (grows || expected.isEmpty()) {
                Subscription fresh = new Subscription(session, topic);
                subscribers.add(fresh);
                expected.add(fresh);
            } else {
                Subscription leaving = expected.remove(random.nextInt(expected.size()));
                assertTrue(subscribers.remove(leaving));
                assertFalse(subscribers.remove(leaving));
            }
            assertEquals(expected.size(), subscribers.count());
        }
        assertEquals(new HashSet<>(expected), present(subscribers));
        expected.forEach(subscribers::remove);
        assertEquals(Set.of(), present(subscribers));
        assertTrue(subscribers.places().length <= 8, "the array has not shrunk");
    }
}
