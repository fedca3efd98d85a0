package dev.weft.server.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Opcode;
import dev.weft.server.broker.TopicId;
import dev.weft.server.broker.TopicKind;
import dev.weft.server.outbound.OutgoingFrame;
import dev.weft.server.outbound.SharedFrames;
import dev.weft.server.resource.Pool;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalTopicTest {

    /** More than two parts of a topic that is spread over four cores. */
    private static final int MANY = 2500;

    private static final String REASON =
            HexFormat.of().formatHex("server is short of memory".getBytes(StandardCharsets.UTF_8));

    private static LocalTopic topic(TopicKind kind, Pool<ByteBuffer> buffers) {
        return new LocalTopic(new TopicId(kind, "chat", "room"), new FanOut(4, buffers));
    }

    private static Publication message(long sequence, int payload) {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {(byte) payload});
        return new Publication(sequence, OutgoingFrame.plain(Opcode.BINARY, bytes), null, 0);
    }

    /** A session that has seen the messages up to a sequence. */
    private static TestSession join(LocalTopic topic, long id, long seen) {
        TestSession fresh = new TestSession(id);
        Subscription subscription = new Subscription(fresh.session, topic);
        topic.add(subscription);
        topic.open(subscription, seen);
        return fresh;
    }

    @Test
    void eachOfManyGetsEachMessageOnceAndInOrder() {
        LocalTopic topic = topic(TopicKind.LIVE, SharedFrames.pool());
        List<TestSession> sessions = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            sessions.add(join(topic, i + 1, 0));
        }
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            int payload = i;
            topic.publish(sequence -> message(sequence, payload));
            expected.append("8201%02x".formatted(i));
        }

        sessions.forEach(each -> each.transport.awaitReceived(expected.toString()));
    }

    @Test
    void whoGetsNothingForLackOfMemoryIsClosedAndTheTopicGoesOn() {
        AtomicBoolean isShort = new AtomicBoolean(true);
        LocalTopic topic = topic(TopicKind.KEPT, Pool.ofBuffers(() -> {
            if (isShort.getAndSet(false)) {
                throw new OutOfMemoryError("Java heap space");
            }
            return ByteBuffer.allocate(1024);
        }));
        TestSession unlucky = join(topic, 1, 0);

        topic.stored(message(1, 1));
        unlucky.transport.awaitReceivedLast(REASON);
        TestSession later = join(topic, 2, 1);
        topic.stored(message(2, 2));

        later.transport.awaitReceived("820102");
        assertFalse(unlucky.session.isOpen());
    }

    @Test
    void aFaultClosesThoseWhoMayNotMissAnythingAndNobodyElse() {
        for (TopicKind kind : TopicKind.values()) {
            AtomicBoolean fails = new AtomicBoolean(true);
            LocalTopic topic = topic(
                    kind,
                    new Pool<>(
                            1,
                            () -> ByteBuffer.allocate(1024),
                            buffer -> {
                                if (fails.getAndSet(false)) {
                                    throw new IllegalStateException("after handing out");
                                }
                                buffer.clear();
                            },
                            buffer -> {}));
            TestSession session = join(topic, 1, 0);

            topic.stored(message(1, 1));
            session.transport.awaitReceivedBytes(3);
            if (kind != TopicKind.LIVE) {
                session.transport.awaitReceivedLast(REASON);
            }
            TestSession later = join(topic, 2, 1);
            topic.stored(message(2, 2));
            later.transport.awaitReceived("820102");

            assertEquals(kind == TopicKind.LIVE, session.session.isOpen(), kind.name());
        }
    }

    @Test
    void whoHasSeenLessThanIsThereIsNotOpened() {
        LocalTopic topic = topic(TopicKind.KEPT, SharedFrames.pool());
        topic.stored(message(7, 7));
        TestSession session = new TestSession(1);
        Subscription subscription = new Subscription(session.session, topic);
        topic.add(subscription);

        assertFalse(topic.open(subscription, 6));
        assertEquals(Subscription.NOTHING, subscription.since());
        assertTrue(topic.open(subscription, 7));
        assertEquals(7, subscription.since());
        assertTrue(topic.remove(subscription), "the last");
        assertTrue(topic.open(subscription, 7), "nothing to wait for");
        assertEquals(Subscription.NOTHING, subscription.since());
    }
}
