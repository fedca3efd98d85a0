package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.net.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;

@Timeout(30)
class PaceTest {

    private static final long READ_NANOS = 10_000;

    private final AtomicLong nanos = new AtomicLong();
    private final Transport transport = Mockito.mock(Transport.class);
    private final FairShare share = new FairShare();
    private final Pace pace = new Pace(transport, new CoarseClock(nanos::get), share);

    @BeforeEach
    void begin() {
        pace.begin();
    }

    /** Reads that find bytes at once. */
    private void read(int times) {
        for (int i = 0; i < times; i++) {
            pace.reading();
            nanos.addAndGet(READ_NANOS);
            pace.hasRead(false);
        }
    }

    private void hasInput(boolean already) {
        Mockito.when(transport.hasInput()).thenReturn(already);
    }

    @Test
    void waitsForATurnWhenThereIsAlwaysInput() {
        hasInput(true);
        read(1000);

        // 10 ms: four times 2 ms are over, and then two reads more that find input.
        assertEquals(4, share.turns());
    }

    @Test
    void oneThatHasNoInputWhenItReadsIsLeftAloneHoweverBusyItIs() {
        hasInput(false);
        read(1000);

        assertEquals(0, share.turns());
    }

    @Test
    void isNotAskedWhetherItHasInputWhileItsReadsTakeLong() {
        for (int i = 0; i < 1000; i++) {
            pace.reading();
            nanos.addAndGet(Pace.WAITED_NANOS + 1);
            pace.hasRead(false);
        }

        assertEquals(0, share.turns());
        Mockito.verify(transport, Mockito.never()).hasInput();
    }

    @Test
    void aReadThatFoundAllItHasRoomForHasNotWaited() {
        hasInput(true);
        for (int i = 0; i < 10; i++) {
            pace.reading();
            nanos.addAndGet(Pace.TURN_NANOS);
            pace.hasRead(true);
        }

        assertTrue(share.turns() > 0);
    }

    @Test
    void whatDecryptionTakesIsNoWaiting() {
        Mockito.when(transport.computes()).thenReturn(true);
        hasInput(true);
        for (int i = 0; i < 10; i++) {
            pace.reading();
            nanos.addAndGet(Pace.TURN_NANOS);
            pace.hasRead(false);
        }

        assertTrue(share.turns() > 0);
    }

    @Test
    void aHandlerThatSendsAndSendsWaitsForATurn() {
        for (int i = 0; i < 10 * Pace.STEPS; i++) {
            nanos.addAndGet(Pace.TURN_NANOS);
            pace.hasWorked();
        }

        assertEquals(10, share.turns());
    }

    @Test
    void whoeverElseWritesHereIsNotHeldUp() throws Exception {
        Thread another = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 10 * Pace.STEPS; i++) {
                nanos.addAndGet(Pace.TURN_NANOS);
                pace.hasWorked();
            }
        });
        another.join();

        assertEquals(0, share.turns());
    }

    @Test
    void whoWaitsGetsATurnAlthoughOthersNeverEndTheirs() throws Exception {
        CountDownLatch served = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            Thread.ofVirtual().start(() -> {
                share.await();
                served.countDown();
            });
        }
        assertTrue(served.await(20, TimeUnit.SECONDS));
    }

    @Test
    void anInterruptIsKeptForLater() throws Exception {
        AtomicBoolean kept = new AtomicBoolean();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            share.await().end();
            kept.set(Thread.currentThread().isInterrupted());
            done.complete(null);
        });
        done.get(20, TimeUnit.SECONDS);
        assertTrue(kept.get());
    }
}
