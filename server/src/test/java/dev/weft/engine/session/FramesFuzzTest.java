package dev.weft.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.engine.message.MessageLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whatever arrives after the handshake: events and no exception, the same for every way to cut it and the same as a second
 * reading of the RFC finds, and never more memory held than twice what arrived.
 */
class FramesFuzzTest {

    /** Small, so that a short input reaches both limits. */
    private static final MessageLimits LIMITS = new MessageLimits(300, 6);

    /** What a message of one byte may hold at most, as MessageAssembler begins with no less. */
    private static final int LEAST_HELD = 512;

    @FuzzTest(maxDuration = "1m")
    void framesGiveTheEventsOfTheRfc(byte[] bytes) {
        List<String> events = deliver(bytes, bytes.length + 1, Optional.empty());
        assertEquals(events, deliver(bytes, 1, Optional.empty()));
        assertEquals(events, deliver(bytes, 2 + (Arrays.hashCode(bytes) & 63), Optional.empty()));
        assertEquals(NaiveReceiver.receive(bytes, LIMITS), NaiveReceiver.withoutReasons(events));
    }

    @FuzzTest(maxDuration = "1m")
    void compressedFramesGiveTheSameEventsHoweverTheyArrive(byte[] bytes) {
        List<String> events = deliver(bytes, bytes.length + 1, Optional.of(1));
        assertEquals(events, deliver(bytes, 1, Optional.of(1)));
        assertEquals(events, deliver(bytes, 2 + (Arrays.hashCode(bytes) & 63), Optional.of(1)));
    }

    private static List<String> deliver(byte[] bytes, int read, Optional<Integer> compressed) {
        CountingPool pool = new CountingPool(read & 1, 256);
        ServerProtocol protocol = new ServerProtocol(compressed.map(one -> Zlib.inflater()), LIMITS, pool);
        List<String> events = new ArrayList<>();
        protocol.receivedEarly(ByteBuffer.wrap(bytes, 0, Math.min(read, bytes.length)));
        int at = Math.min(read, bytes.length);
        Arrival.drain(protocol, events);
        while (at < bytes.length) {
            at += Arrival.read(protocol, bytes, at, read);
            Arrival.drain(protocol, events);
            assertTrue(protocol.retained() <= 2 * at + LEAST_HELD, protocol.retained() + " held of " + at);
        }
        protocol.release();
        pool.assertNothingOut();
        assertEquals(0, protocol.retained());
        return events;
    }
}
