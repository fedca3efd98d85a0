package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.message.MessageLimits;
import dev.weft.engine.session.CloseSearch;
import dev.weft.engine.session.Event;
import dev.weft.engine.session.ServerProtocol;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LingeringCloseTest {

    /** A message of 300 bytes, one more than allowed, without them. */
    private static final String TOO_BIG = "82fe 012c 00000000";

    private static final String CLOSE_1009 = "8882 00000000 03f1";

    private final AtomicLong nanos = new AtomicLong();
    private final CoarseClock clock = new CoarseClock(nanos::get);
    private final Deadline deadline = new Deadline(clock);

    private CloseSearch afterTooBig() {
        ServerProtocol protocol = new ServerProtocol(Optional.empty(), new MessageLimits(299, 1), new ArrayPool(1));
        byte[] header = HexFormat.of().parseHex(TOO_BIG.replace(" ", ""));
        protocol.space().put(header);
        protocol.received(header.length);
        assertEquals(new Event.Violation(1009, "message over 299 bytes"), protocol.next());
        return Objects.requireNonNull(protocol.refuse());
    }

    private Thread part(MemoryTransport transport) {
        return Thread.ofVirtual().start(() -> LingeringClose.part(transport, deadline, afterTooBig()));
    }

    @Test
    void overTlsTheEndIsToldWhenThePeerHasSentItsMessageAndItsClose() throws Exception {
        MemoryTransport transport = new MemoryTransport("https");
        Thread parting = part(transport);
        transport.peerSends("00".repeat(300));
        transport.awaitAllRead();
        assertFalse(transport.isOutputEnded());

        transport.peerSends(CLOSE_1009);

        transport.awaitOutputEnd();
        assertFalse(transport.isCut());
        transport.peerEnds();
        parting.join();
        assertTrue(transport.isCut());
    }

    @Test
    void aPlainConnectionIsHalfClosedAtOnce() throws Exception {
        MemoryTransport transport = new MemoryTransport();
        Thread parting = part(transport);

        transport.awaitOutputEnd();

        assertFalse(transport.isCut());
        transport.peerEnds();
        parting.join();
        assertTrue(transport.isCut());
    }

    @Test
    void aPeerThatLeavesWithoutACloseIsNotWaitedFor() throws Exception {
        MemoryTransport transport = new MemoryTransport("https");
        Thread parting = part(transport);

        transport.peerEnds();

        parting.join();
        assertTrue(transport.isOutputEnded());
        assertTrue(transport.isCut());
    }

    @Test
    void nobodyIsWaitedForLongerThanTwoSeconds() throws Exception {
        MemoryTransport transport = new MemoryTransport("https");
        Thread parting = part(transport);
        transport.peerSends("00".repeat(300));
        transport.awaitAllRead();
        nanos.set(TimeUnit.MILLISECONDS.toNanos(1_999));
        assertFalse(deadline.hasPassed(clock.tick()));

        nanos.set(TimeUnit.SECONDS.toNanos(2));

        assertTrue(deadline.hasPassed(clock.tick()));
        transport.abort();
        parting.join();
    }
}
