package dev.weft.server.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Opcode;
import dev.weft.server.config.TopicLimits;
import dev.weft.spi.BrokerException;
import dev.weft.spi.Position;
import dev.weft.spi.TopicLimitException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryBrokerTest {

    private static final TopicId ROOM = new TopicId(TopicKind.KEPT, "chat", "room");
    private static final TopicId OTHER = new TopicId(TopicKind.KEPT, "chat", "other");
    private static final TopicId PRICE = new TopicId(TopicKind.LATEST, "chat", "price");

    /** Two messages of 40 bytes fit into the memory, and not three. */
    private static final TopicLimits LIMITS = new TopicLimits(3, Duration.ofMinutes(1), 1000, 2, 1, 10);

    private final List<String> told = new ArrayList<>();
    private long nanos;
    private final MemoryBroker broker = new MemoryBroker(
            LIMITS,
            () -> nanos,
            (topic, stored) -> told.add(topic.name() + " " + text(stored) + " " + stored.sequence()));

    private void append(TopicId topic, String text) {
        broker.append(topic, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Stored stored) {
        return StandardCharsets.UTF_8.decode(stored.message().duplicate()).toString();
    }

    private static List<String> texts(List<Stored> messages) {
        return messages.stream().map(MemoryBrokerTest::text).toList();
    }

    private Position last(TopicId topic) {
        return broker.history(topic, 1).get(0).at();
    }

    @Test
    void tellsEachMessageInOneSequence() {
        append(ROOM, "a");
        append(PRICE, "1");
        append(ROOM, "b");

        assertEquals(List.of("room a 1", "price 1 2", "room b 3"), told);
    }

    @Test
    void keepsSoManyAndOneOfALatest() {
        for (String text : List.of("a", "b", "c", "d")) {
            append(ROOM, text);
            append(PRICE, text);
        }

        assertEquals(List.of("b", "c", "d"), texts(broker.history(ROOM, 10)));
        assertEquals(List.of("d"), texts(broker.history(PRICE, 10)));
    }

    @Test
    void readsWhatFollowsAPositionAsLongAsAllOfItIsThere() {
        append(ROOM, "a");
        Position a = last(ROOM);
        append(ROOM, "b");
        append(ROOM, "c");
        append(ROOM, "d");
        assertEquals(List.of("b", "c", "d"), texts(broker.read(ROOM, a, 10).messages()));
        assertEquals(List.of("b"), texts(broker.read(ROOM, a, 1).messages()));

        append(ROOM, "e");

        assertFalse(broker.read(ROOM, a, 10).isWhole(), "b is gone");
    }

    @Test
    void agesKeptMessagesAndNotTheLatest() {
        append(ROOM, "a");
        append(PRICE, "1");
        Position start = broker.newest(ROOM).at();
        nanos = TimeUnit.SECONDS.toNanos(60);
        assertEquals(1, broker.history(ROOM, 10).size());
        nanos++;
        assertEquals(0, broker.history(ROOM, 10).size());
        assertEquals(1, broker.history(PRICE, 10).size());

        assertTrue(broker.read(ROOM, start, 10).isWhole(), "nothing has happened since");
        append(ROOM, "b");
        assertEquals(List.of("b"), texts(broker.read(ROOM, start, 10).messages()));
        nanos += TimeUnit.SECONDS.toNanos(61);
        assertFalse(broker.read(ROOM, start, 10).isWhole(), "b is gone");
    }

    @Test
    void discardsTheOldestOfAllTopicsWhenMemoryIsUsedUp() {
        append(PRICE, "1");
        append(ROOM, "a".repeat(300));
        append(ROOM, "b".repeat(300));

        assertEquals(List.of("b".repeat(300)), texts(broker.history(ROOM, 10)));
        assertEquals(List.of("1"), texts(broker.history(PRICE, 10)));
        assertThrows(BrokerException.class, () -> append(ROOM, "x".repeat(841)));
        append(ROOM, "x".repeat(840));
        assertEquals(List.of(), broker.history(PRICE, 10), "there was room for nothing else");
    }

    @Test
    void allowsSoManyTopicsWithAHistory() {
        append(ROOM, "a");
        append(PRICE, "a");
        assertThrows(TopicLimitException.class, () -> append(OTHER, "a"));
        nanos = TimeUnit.SECONDS.toNanos(61);
        append(OTHER, "a");
    }

    @Test
    void theNewestPositionIsThatOfTheLastMessageWhateverHappensElsewhere() {
        append(ROOM, "a");
        append(OTHER, "b");

        assertEquals(last(ROOM), broker.newest(ROOM).at());
        assertEquals(List.of(), broker.read(ROOM, last(ROOM), 10).messages());
    }

    @Test
    void takesNoPositionOfAnotherTopicAnotherServerOrNone() {
        append(OTHER, "a");
        Position ofOther = last(OTHER);
        Position elsewhere = new MemoryBroker(LIMITS, () -> 0, (topic, stored) -> {})
                .newest(ROOM)
                .at();

        for (Position bad : List.of(ofOther, elsewhere, new Position("1-1"), new Position("-"), new Position("x"))) {
            assertFalse(broker.read(ROOM, bad, 10).isWhole(), bad::token);
        }
        assertTrue(broker.read(ROOM, broker.newest(ROOM).at(), 10).isWhole());
    }

    @Test
    void anEnvelopeIsReadAsItWasWritten() {
        Envelope envelope = new Envelope(Opcode.BINARY, 7, 9, ByteBuffer.wrap(new byte[] {1, 2}));

        assertEquals(envelope, Envelope.decode(envelope.encode()));
        assertThrows(IllegalArgumentException.class, () -> Envelope.decode(ByteBuffer.allocate(17)));
        assertThrows(IllegalArgumentException.class, () -> Envelope.decode(ByteBuffer.allocate(18)));
    }
}
