package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.CloseStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A handler that takes nothing more, and a peer that goes on sending until nobody reads it. */
@Timeout(30)
class FullInboxTest extends SessionLoopFixture {

    /** 16 fill the inbox; a few more lie in the receive buffer. */
    private static final int A_FEW = 20;

    /** As many as fill the inbox after it has grown, and more. */
    private static final int MANY = 3_000;

    private static final Duration A_PING_INTERVAL = TIMEOUTS.pingInterval().plusMillis(1);
    private static final Duration A_PONG = TIMEOUTS.pong().plusMillis(1);

    private static final String PONG = "8a80 00000000";

    private final CountDownLatch release = new CountDownLatch(1);

    /** Counted down when whoever waits for the end of the session is told. */
    private final CountDownLatch ended = new CountDownLatch(1);

    private void startHeldUp(int messages) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        start((session, message) -> {
            entered.countDown();
            release.await();
        });
        transport.peerSends(A);
        assertTrue(entered.await(20, TimeUnit.SECONDS));
        promoteNow();
        session.join().onEnd(ended::countDown);
        transport.peerSends(B.repeat(messages));
        awaitHeldUp();
    }

    private void awaitHeldUp() {
        while (!reader.join().isHeldUp()) {
            Thread.onSpinWait();
        }
    }

    private void awaitListening() {
        transport.awaitAllRead();
        while (reader.join().isHeldUp() || reader.join().silentSince() == 0) {
            Thread.onSpinWait();
        }
    }

    private void awaitEnded() throws InterruptedException {
        assertTrue(ended.await(20, TimeUnit.SECONDS), "the session goes on");
        assertFalse(session.join().isOpen());
        assertTrue(transport.isCut());
    }

    /** The handler gets what is in the inbox, and is told of the end once. */
    private void releaseAndAwaitEnd(int messages, int code) throws Exception {
        release.countDown();
        List<String> expected = new ArrayList<>(List.of("open"));
        expected.addAll(Collections.nCopies(1 + messages, "message"));
        expected.add("close " + code);
        awaitEnd(expected.toArray(String[]::new));
        assertEquals(0, budget.used());
        while (arrays.lent() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void keepsNoCloseOfTheServersWaiting() throws Exception {
        startHeldUp(MANY);

        session.join().close(new CloseStatus(4000, ""));
        transport.awaitReceived("88020fa0");
        transport.peerSends("8882 00000000 0fa0");
        transport.awaitOutputEnd();
        transport.peerEnds();

        awaitEnded();
        releaseAndAwaitEnd(16, 4000);
    }

    @Test
    void keepsNoEndWaiting() throws Exception {
        startHeldUp(MANY);

        session.join().abort("the server stops");

        awaitEnded();
        releaseAndAwaitEnd(16, 1006);
    }

    @Test
    void hidesNoPeerThatHasEnded() throws Exception {
        startHeldUp(A_FEW);
        transport.peerEnds();

        tickAfter(A_PING_INTERVAL);

        awaitEnded();
        releaseAndAwaitEnd(A_FEW, 1006);
    }

    @Test
    void hidesNoPeerThatHasVanished() throws Exception {
        startHeldUp(A_FEW);

        tickAfter(A_PING_INTERVAL);
        transport.awaitReceived("8900");
        awaitListening();
        tickAfter(A_PONG);

        awaitEnded();
        releaseAndAwaitEnd(A_FEW, 1006);
    }

    @Test
    void hidesNoPeerThatHasResetTheConnectionBehindWhatItSent() throws Exception {
        startHeldUp(MANY);
        transport.peerResets();

        tickAfter(A_PING_INTERVAL);

        awaitEnded();
        release.countDown();
        assertTrue(over.await(20, TimeUnit.SECONDS));
        assertEquals(0, budget.used());
    }

    @Test
    void endsNoPeerThatAnswers() throws Exception {
        startHeldUp(A_FEW);

        tickAfter(A_PING_INTERVAL);
        transport.awaitReceived("8900");
        transport.peerSends(PONG);
        awaitListening();
        while (reader.join().pongAt() == 0) {
            Thread.onSpinWait();
        }
        tickAfter(A_PONG);

        assertTrue(session.join().isOpen());
        transport.peerEnds();
        releaseAndAwaitEnd(A_FEW, 1006);
    }

    @Test
    void endsNoPeerWhoseAnswerLiesBehindMoreThanIsRead() throws Exception {
        startHeldUp(MANY);

        // Two pings a round, in rounds of 40 s at most.
        for (int seconds = 0; seconds < 600; seconds += 5) {
            tickAfter(Duration.ofSeconds(5));
            awaitHeldUp();
            // The watchdog waits for no lock: while a ping is being written, the next one has to wait for another tick.
            session.join().outbox().awaitWritten();
        }

        assertTrue(session.join().isOpen());
        transport.awaitReceivedBytes(2 * 2 * (600 / 40 - 1));
        transport.peerEnds();
        releaseAndAwaitEnd(MANY, 1006);
    }
}
