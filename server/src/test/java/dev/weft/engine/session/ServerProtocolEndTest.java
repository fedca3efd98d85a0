package dev.weft.engine.session;

import static dev.weft.engine.session.Incoming.wire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455 1.4 and 7.1.7: after a Close, a broken rule or the release")
class ServerProtocolEndTest {

    private static final int MUCH = 300_000;

    private final CountingPool pool = CountingPool.plenty();
    private final ServerProtocol protocol = new ServerProtocol(Optional.empty(), Incoming.LIMITS, pool);
    private final List<String> events = new ArrayList<>();

    private void receive(String hex) {
        receive(Wire.bytes(hex));
    }

    private void receive(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            at += Arrival.read(protocol, bytes, at, Integer.MAX_VALUE);
            Arrival.drain(protocol, events);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"88 80 M0", "83", "81 05", "81 81 M0 FF", "80 80 M0", "01 83 M0 61 FF"})
    void nothingIsToldWhateverArrives(String last) {
        receive(last);
        assertEquals(1, events.size(), () -> "events " + events);

        receive("81 81 M0 61 89 80 M0 88 80 M0 83 80");
        receive(Wire.pattern(MUCH));

        assertEquals(1, events.size(), () -> "events " + events);
    }

    @Test
    void nothingBehindItInTheSameSegmentIsTold() {
        wire("88 82 M0 03 E8", "81 81 M0 61", "89 80 M0", "88 80 M0", "83 80 M0")
                .gives("close 1000 \"\"");
    }

    @Test
    void theUnfinishedMessageIsForgotten() {
        receive("01 82 M0 61 62 83");

        assertEquals(List.of("violation 1002: reserved opcode"), events);
        assertFalse(protocol.isMessageUnfinished());
    }

    @Test
    void whatArrivesInsideALargeFrameTakesNoMemory() {
        receive(Wire.header(0x81, MUCH, Wire.M0));
        receive(Wire.utf8("a".repeat(20_000)));
        receive("FF");
        assertEquals(List.of("violation 1007: text is not UTF-8"), events);

        receive(Wire.pattern(MUCH));

        assertTrue(protocol.space().array().length <= CountingPool.LARGE);
    }

    @Test
    void releaseGivesAllBackAndEndsIt() {
        receive(Wire.concat(Wire.header(0x82, 1000, Wire.M0), Wire.pattern(900)));
        assertEquals(1, pool.out());

        protocol.release();

        pool.assertNothingOut();
        assertFalse(protocol.isMessageUnfinished());
        assertNull(protocol.next());
    }

    @Test
    void releasedTwiceIsReleasedOnce() {
        receive(Wire.frame(0x82, Wire.pattern(1000)));

        protocol.release();
        protocol.release();

        pool.assertNothingOut();
    }

    @Test
    void nothingIsBorrowedAfterTheRelease() {
        protocol.release();

        receive(Wire.pattern(MUCH));

        assertEquals(List.of(), events);
        assertEquals(0, pool.borrowed());
    }

    @Test
    void aFullBufferDoesNotGrowAfterTheRelease() {
        assertEquals(ReceiveBuffer.SMALL, Arrival.read(protocol, Wire.pattern(MUCH), 0, MUCH));

        protocol.release();
        protocol.space();

        assertEquals(0, pool.borrowed());
    }

    @Test
    void moreEarlyBytesThanThePoolLendsLeaveRoomToRead() {
        ServerProtocol early = new ServerProtocol(Optional.empty(), Incoming.LIMITS, new CountingPool(1, 4096));
        byte[] bytes = Wire.concat(Wire.bytes("83 80 M0"), Wire.pattern(8192));

        List<String> seen = Arrival.early(bytes.length).deliver(bytes, early);

        assertEquals(List.of("violation 1002: reserved opcode"), seen);
        assertTrue(early.space().hasRemaining());
    }
}
