package dev.weft.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.message.MessageLimits;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseSearchTest {

    private static final String CLOSE = "8882 37fa213d 34 12";
    private static final String EMPTY_CLOSE = "8880 37fa213d";
    private static final String PING = "8981 37fa213d 00";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Nested
    @DisplayName("RFC 6455 5.2: frames before the Close")
    class Frames {

        /** Cut after each byte in turn: found with the last and not before. */
        private void assertFoundAtTheEnd(long missing, String hex) {
            byte[] all = bytes(hex);
            CloseSearch whole = new CloseSearch(missing);
            whole.take(ByteBuffer.wrap(all));
            assertTrue(whole.isFound());
            CloseSearch drop = new CloseSearch(missing);
            for (byte each : all) {
                assertFalse(drop.isFound());
                drop.take(ByteBuffer.wrap(new byte[] {each}));
            }
            assertTrue(drop.isFound());
        }

        @Test
        void mayBeNone() {
            assertFoundAtTheEnd(0, CLOSE);
            assertFoundAtTheEnd(0, EMPTY_CLOSE);
        }

        @Test
        void mayHaveBegunBefore() {
            // What is left of a payload looks like a Close itself.
            assertFoundAtTheEnd(8, CLOSE + CLOSE);
        }

        @Test
        void mayBeOfAnyKindAndLength() {
            assertFoundAtTheEnd(
                    0,
                    PING + "0183 00000000 888000" + "00fe 007e 00000000" + "88".repeat(126)
                            + "82ff 0000000000010000 00000000" + "88".repeat(65_536) + CLOSE);
        }

        @Test
        void mayBreakAnyRule() {
            assertFoundAtTheEnd(0, "ff81 00000000 88" + "0381 00000000 88" + CLOSE);
        }
    }

    @Test
    void whateverFollowsTheCloseIsDropped() {
        CloseSearch search = new CloseSearch(0);
        ByteBuffer arrived = ByteBuffer.wrap(bytes(CLOSE + PING));

        search.take(arrived);
        search.take(ByteBuffer.wrap(bytes(PING)));

        assertTrue(search.isFound());
        assertFalse(arrived.hasRemaining());
    }

    @Test
    void aLengthWithItsTopBitSetHidesAllThatFollows() {
        CloseSearch search = new CloseSearch(0);

        search.take(ByteBuffer.wrap(bytes("82ff ffffffffffffffff 00000000" + CLOSE)));

        assertFalse(search.isFound());
    }

    @Nested
    @DisplayName("After a refusal")
    class Refusal {

        private final ServerProtocol protocol = new ServerProtocol(
                Optional.empty(), new MessageLimits(40_000, 2), new CountingPool(1, CountingPool.LARGE));

        private void receive(byte[] all) {
            ByteBuffer arrived = ByteBuffer.wrap(all);
            while (arrived.hasRemaining()) {
                ByteBuffer space = protocol.space();
                int count = Math.min(space.remaining(), arrived.remaining());
                space.put(arrived.slice(arrived.position(), count));
                arrived.position(arrived.position() + count);
                protocol.received(count);
                if (arrived.hasRemaining()) {
                    assertNull(protocol.next());
                }
            }
        }

        private boolean isFoundIn(String rest) {
            CloseSearch search = Objects.requireNonNull(protocol.refuse());
            search.take(ByteBuffer.wrap(bytes(rest)));
            return search.isFound();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // 1009 by the header alone; 1007 in the midst of a text, and at the end of one; 1008 by fragments.
                    "82fe 9c41 00000000",
                    "81fe 9c40 00000000 ff",
                    "8181 00000000 c3",
                    "0181 00000000 61 0081 00000000 61 0081 00000000"
                })
        void theSearchGoesOnWhereDecodingStopped(String hex) {
            receive(bytes(hex));
            assertTrue(protocol.next() instanceof Event.Violation);
            int missing =
                    hex.startsWith("82") ? 40_001 : hex.startsWith("81fe") ? 39_999 : hex.startsWith("01") ? 1 : 0;

            assertTrue(isFoundIn("88".repeat(missing) + CLOSE));
        }

        @Test
        void whatWasReadBesideTheBufferIsNoLongerAwaited() {
            receive(bytes("81fe 9c40 00000000" + "61".repeat(10)));
            assertNull(protocol.next());
            ByteBuffer direct = protocol.space();
            direct.put(bytes("61".repeat(100) + "ff" + "61".repeat(99)));
            protocol.received(200);
            assertEquals(new Event.Violation(1007, "text is not UTF-8"), protocol.next());

            assertTrue(isFoundIn("88".repeat(40_000 - 210) + CLOSE));
        }

        @Test
        void aCloseThatHasArrivedAlreadyIsFound() {
            receive(bytes("8181 00000000 ff" + CLOSE));
            assertTrue(protocol.next() instanceof Event.Violation);

            assertTrue(Objects.requireNonNull(protocol.refuse()).isFound());
        }

        @Test
        void ofThisSidesOwnEndsItInTheMidstOfAMessage() {
            receive(bytes("82fe 9c40 00000000" + "61".repeat(10)));
            assertNull(protocol.next());

            assertTrue(isFoundIn("88".repeat(39_990) + CLOSE));
            assertNull(protocol.next());
        }

        @Test
        void nobodyKnowsWhereTheFramesOfABrokenOneBegin() {
            receive(bytes("8381 00000000 61"));
            assertTrue(protocol.next() instanceof Event.Violation);

            assertNull(protocol.refuse());
        }
    }
}
