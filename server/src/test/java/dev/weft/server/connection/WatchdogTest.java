package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.resource.CoarseClock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogTest {

    private final AtomicLong nanos = new AtomicLong();
    private final CoarseClock clock = new CoarseClock(nanos::get);
    private final Watchdog watchdog = new Watchdog(new ConnectionRegistry(), clock);
    private final Semaphore ticks = new Semaphore(0);

    @AfterEach
    void stop() {
        watchdog.stop();
    }

    private void awaitTicks(int count) throws InterruptedException {
        assertTrue(ticks.tryAcquire(count, 20, TimeUnit.SECONDS), "it ticks no more");
    }

    @Test
    void movesTheClockOnBeforeItLooksAfterAnythingElse() throws Exception {
        CompletableFuture<Long> seen = new CompletableFuture<>();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));

        watchdog.start(() -> seen.complete(clock.millis()));

        assertEquals(501, seen.get(20, TimeUnit.SECONDS));
    }

    @Test
    void ticksAgainAfterAFaultOfWhatItLooksAfter() throws Exception {
        watchdog.start(() -> {
            ticks.release();
            throw new IllegalStateException("a fault");
        });

        awaitTicks(3);
    }

    @Test
    void runsOnAPlatformThreadUntilItIsStopped() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        watchdog.start(() -> {
            thread.complete(Thread.currentThread());
            ticks.release();
        });
        awaitTicks(2);

        watchdog.stop();

        assertTrue(!thread.join().isVirtual() && thread.join().isDaemon(), "handlers that spin could stop it");
        thread.join().join(TimeUnit.SECONDS.toMillis(20));
        assertEquals(Thread.State.TERMINATED, thread.join().getState());
    }
}
