package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer that is silent. */
@Timeout(30)
class SessionLivenessTest extends SessionLoopFixture {

    @Test
    void isPingedAndThenCut() throws Exception {
        start(Session::send);
        transport.peerSends(A);
        transport.awaitReceived("810161");
        long now = clock.millis() + 20_001;

        awaitReading(now, "810161");
        transport.awaitReceived("810161 8900");
        loop.join().check(now + 20_001, TIMEOUTS);

        awaitEnd("open", "message", "close 1006");
    }

    @Test
    void hasTheTimeToReadWhatWasWrittenBeforeThePing() throws Exception {
        start(Session::send);
        transport.peerSends(BINARY_4000);
        String reply = "827e0fa0" + "00".repeat(4000);
        transport.awaitReceived(reply);
        long pinged = clock.millis() + 20_001;
        awaitReading(pinged, reply);
        transport.awaitReceived(reply + "8900");

        loop.join().check(pinged + 20_000 + 4004 / 8, TIMEOUTS);
        assertFalse(transport.isCut());
        loop.join().check(pinged + 20_000 + 4004 / 8 + 1, TIMEOUTS);

        awaitEnd("open", "message", "close 1006");
    }

    @Test
    void isAliveWhileItMakesRoomForAWriteThatWaits() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        start((reader, message) -> {
            reader.send(message);
            written.countDown();
        });
        transport.stall();
        transport.peerSends(A);
        transport.awaitStuckWriter();
        promoteNow();
        awaitSilence();
        nanos.set(TimeUnit.SECONDS.toNanos(60));
        clock.tick();
        transport.resume();
        assertTrue(written.await(10, TimeUnit.SECONDS));

        loop.join().check(clock.millis() + 20_000, TIMEOUTS);
        transport.awaitReceived("810161");
        loop.join().check(clock.millis() + 20_001, TIMEOUTS);
        transport.awaitReceived("810161 8900");
    }

    /** Waits until the socket is read: from then on the peer is silent. */
    private void awaitSilence() {
        while (reader.join().silentSince() == 0) {
            Thread.onSpinWait();
        }
    }

    /** The reply is written a moment before the socket is read again: only then is the peer silent. */
    private void awaitReading(long now, String reply) {
        while (transport.received().equals(reply)) {
            loop.join().check(now, TIMEOUTS);
            Thread.onSpinWait();
        }
    }
}
