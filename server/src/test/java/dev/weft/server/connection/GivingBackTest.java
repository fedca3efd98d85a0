package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.Message;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memory runs out at the worst moment: what the session holds is given back, and its handler is told of the end. */
@Timeout(30)
class GivingBackTest extends SessionLoopFixture {

    private final OutOfMemoryError noMemory = new OutOfMemoryError("Java heap space");

    /** Most of a message that never becomes whole: it holds budget, and its reader a receive array. */
    private void sendMostOf(int size) {
        transport.peerSends(Arrays.copyOf(binary(size), size - 1));
        transport.awaitAllRead();
    }

    @Test
    void afterTheConnectionsOwnThreadFailedToRead() throws Exception {
        start((session, message) -> {});
        sendMostOf(50_000);

        transport.failsWith(noMemory);

        awaitEnd("open", "close 1006");
        assertEquals(0, budget.used());
        assertEquals(0, arrays.lent());
    }

    @Test
    void afterTheReaderOfABusyHandlerFailed() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        start((session, message) -> {
            entered.countDown();
            release.await();
        });
        transport.peerSends(A);
        assertTrue(entered.await(20, TimeUnit.SECONDS));
        promoteNow();
        session.join().onEnd(ended::countDown);
        sendMostOf(50_000);

        transport.failsWith(noMemory);

        assertTrue(ended.await(20, TimeUnit.SECONDS), "the session goes on without a reader");
        assertFalse(session.join().isOpen());
        assertTrue(transport.isCut());
        assertEquals(0, arrays.lent());
        // The message that the handler still has, and nothing of the one that was arriving.
        assertEquals(1 + MemoryReservation.MESSAGE_OVERHEAD, budget.used());
        release.countDown();
        awaitEnd("open", "message", "close 1006");
        assertEquals(0, budget.used());
    }

    @Test
    void afterWhoeverWaitedForTheEndFailed() throws Exception {
        CountDownLatch told = new CountDownLatch(2);
        start((session, message) -> {});
        session.join().onEnd(() -> {
            throw noMemory;
        });
        session.join().onEnd(told::countDown);
        session.join().onEnd(told::countDown);

        transport.peerEnds();

        awaitEnd("open", "close 1006");
        assertEquals(0, told.getCount());
    }

    @Test
    void ofMessagesThatNobodyHandsBack() {
        MemoryReservation reservation = new MemoryReservation(budget);
        assertTrue(reservation.arriving(20_000));
        assertTrue(reservation.arrived(30_000));
        assertTrue(reservation.arriving(40_000));

        reservation.close();

        assertEquals(0, budget.used());
        reservation.release(30_000);
        reservation.end();
        assertFalse(reservation.arriving(50_000), "nothing is taken for a connection that is over");
        assertEquals(0, budget.used());
    }

    @Test
    void ofAMessageOfThePluginsOwnKind() throws Exception {
        ByteBuffer shared = ByteBuffer.wrap(new byte[] {1, 2, 3});
        Message.Binary own = new Message.Binary() {
            @Override
            public ByteBuffer data() {
                return shared;
            }

            @Override
            public int size() {
                return 3;
            }
        };
        start((session, message) -> {
            session.send(own);
            session.send(own);
        });

        transport.peerSends(A);

        transport.awaitReceived("8203010203" + "8203010203");
    }
}
