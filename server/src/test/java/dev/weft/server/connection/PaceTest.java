package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PaceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final FairShare share = new FairShare();
    private final Pace pace = new Pace(new CoarseClock(nanos::get), share);

    /** More turns than there are at once, which end by nothing but time. */
    private void takeAllTurns() throws Exception {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread.ofVirtual().start(share::await);
        }
    }

    /** A read that takes so long. */
    private void read(long took) {
        long begun = pace.now();
        nanos.addAndGet(took);
        pace.hasRead(begun);
    }

    private static void onAVirtualThread(Runnable work) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            work.run();
            done.complete(null);
        });
        done.get(20, TimeUnit.SECONDS);
    }

    @Test
    void readsThatFindBytesWithoutAnEndWaitForTheirTurnNowAndThen() throws Exception {
        takeAllTurns();
        onAVirtualThread(() -> {
            for (int i = 0; i < 1000; i++) {
                read(10_000);
            }
        });
        // It came to its end, so every turn was given.
        assertEquals(10_000_000, nanos.get());
    }

    @Test
    void whoWaitsGetsATurnAlthoughAnotherNeverEndsItsOwn() throws Exception {
        CountDownLatch served = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
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
        onAVirtualThread(() -> {
            Thread.currentThread().interrupt();
            share.await().end();
            kept.set(Thread.currentThread().isInterrupted());
        });
        assertTrue(kept.get());
    }

    @Test
    void aPlatformThreadIsLeftToTheSystem() {
        // Would wait for a turn if it were asked to, and be unparked all the same: so the clock tells.
        for (int i = 0; i < 100; i++) {
            read(10_000);
            nanos.addAndGet(Pace.TURN_NANOS);
        }
        assertEquals(100 * (10_000 + Pace.TURN_NANOS), nanos.get());
    }
}
