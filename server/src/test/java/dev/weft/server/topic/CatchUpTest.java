package dev.weft.server.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Opcode;
import dev.weft.server.broker.Broker;
import dev.weft.server.broker.Newest;
import dev.weft.server.broker.Slice;
import dev.weft.server.broker.Stored;
import dev.weft.server.broker.TopicId;
import dev.weft.server.broker.TopicKind;
import dev.weft.server.config.TopicLimits;
import dev.weft.server.outbound.OutgoingFrame;
import dev.weft.server.outbound.SharedFrames;
import dev.weft.spi.Catchup;
import dev.weft.spi.Message;
import dev.weft.spi.Position;
import dev.weft.spi.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a subscriber while it is brought up to date. */
@Timeout(60)
class CatchUpTest {

    private static final Position START = new Position("start");

    private final FanOut fanOut = new FanOut(1, SharedFrames.pool());
    private final LocalTopic topic = new LocalTopic(new TopicId(TopicKind.KEPT, "chat", "room"), fanOut);
    private final TestSession client = new TestSession(1);

    /** The answers to the reads to come. */
    private final ArrayDeque<Slice> reads = new ArrayDeque<>();

    private long newest = 1;

    /** Of which something is published, and discarded again, while the client is being sent what it missed. */
    private final class RollingHistory implements Broker {

        @Override
        public void append(TopicId to, ByteBuffer message) {
            throw new AssertionError("nobody publishes");
        }

        @Override
        public Slice read(TopicId of, Position after, int most) {
            Slice next = reads.removeFirst();
            newest = 9;
            return next;
        }

        @Override
        public Newest newest(TopicId of) {
            return new Newest(newest, new Position("p" + newest));
        }

        @Override
        public List<Stored> history(TopicId of, int most) {
            return List.of();
        }
    }

    private CatchUp catchUp() {
        Subscription subscription = new Subscription(client.session, topic);
        topic.add(subscription);
        topic.stored(new Publication(9, OutgoingFrame.plain(Opcode.BINARY, ByteBuffer.wrap(new byte[] {9})), null, 0));
        return new CatchUp(
                new RollingHistory(),
                fanOut,
                stored -> {
                    throw new AssertionError("nothing is sent");
                },
                10,
                subscription);
    }

    @Test
    void whoeverIsOvertakenByTheHistoryIsTold() {
        reads.add(new Slice(List.of(), true));
        reads.add(Slice.BROKEN);

        assertEquals(Catchup.LOST, catchUp().from(START));
        assertTrue(client.session.isOpen());
    }

    @Test
    void whoeverCannotBeToldIsClosed() {
        reads.add(Slice.BROKEN);

        catchUp().fromNow();

        assertFalse(client.session.isOpen());
        client.transport.awaitReceivedBytes(4);
        assertTrue(client.transport.received().startsWith("88"), client.transport::received);
    }

    @Test
    void theLatestValueIsNotOvertakenByOneFromAnEarlierSubscription() {
        Topic price = new TopicHub(new TopicLimits(10, Duration.ZERO, 1_000_000, 10, 10, 10), System::nanoTime)
                .topicsOf("chat")
                .latest("price");
        client.transport.stall();
        price.subscribe(client.session);
        price.publish(Message.binary(new byte[] {1}));
        client.transport.awaitStuckWriter();
        price.publish(Message.binary(new byte[] {2}));
        awaitHandedOut(price);
        price.unsubscribe(client.session);
        price.publish(Message.binary(new byte[] {3}));
        price.subscribe(client.session);

        client.transport.resume();

        client.transport.awaitReceived("820101" + "820103");
    }

    /** Another subscriber has what is handed out in the same turn, and after the first. */
    private static void awaitHandedOut(Topic price) {
        TestSession witness = new TestSession(2);
        price.subscribe(witness.session);
        price.publish(Message.binary(new byte[] {2}));
        witness.transport.awaitReceivedLast("820102");
        price.unsubscribe(witness.session);
    }
}
