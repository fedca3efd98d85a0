package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TimedCallTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final ClassLoader loader = new SpiLoader();

    @Test
    void runsOnAVirtualThreadOfItsOwnWithThePluginsLoader() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<ClassLoader> context = new CompletableFuture<>();

        String fault = TimedCall.begin("start", "chat", loader, LONG, () -> {
                    thread.complete(Thread.currentThread());
                    context.complete(Thread.currentThread().getContextClassLoader());
                })
                .await();

        assertEquals("", fault);
        assertTrue(thread.join().isVirtual());
        assertEquals("weft-start-chat", thread.join().getName());
        assertSame(loader, context.join());
    }

    @Test
    void saysWhatWasThrown() {
        assertEquals(
                "stop threw java.io.IOException: disk full",
                TimedCall.begin("stop", "chat", loader, LONG, () -> {
                            throw new IOException("disk full");
                        })
                        .await());
    }

    @Test
    void survivesAnError() {
        assertEquals(
                "start threw java.lang.StackOverflowError",
                TimedCall.begin("start", "chat", loader, LONG, () -> {
                            throw new StackOverflowError();
                        })
                        .await());
    }

    @Test
    void interruptsACallThatTakesTooLong() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);

        String fault = TimedCall.begin("start", "chat", loader, SHORT, () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                })
                .await();

        assertEquals("start did not return within 0.05 s", fault);
        assertTrue(interrupted.await(30, TimeUnit.SECONDS));
    }

    @Test
    void saysThatAThreadIgnoresItsInterrupt() {
        CountDownLatch release = new CountDownLatch(1);

        String fault = TimedCall.begin("start", "chat", loader, SHORT, () -> {
                    while (release.getCount() > 0) {
                        LockSupport.parkNanos(1_000_000);
                    }
                })
                .await();
        release.countDown();

        assertEquals("start did not return within 0.05 s, and its thread ignores an interrupt", fault);
    }

    @Test
    void givesUpWhenTheOneWhoWaitsIsInterrupted() {
        CountDownLatch release = new CountDownLatch(1);
        TimedCall task = TimedCall.begin("start", "chat", loader, LONG, release::await);

        Thread.currentThread().interrupt();
        String fault = task.await();

        assertTrue(Thread.interrupted());
        assertEquals("start was interrupted", fault);
    }

    @Test
    void countsItsTimeFromItsBeginning() {
        TimedCall first = TimedCall.begin("start", "a", loader, SHORT, () -> new CountDownLatch(1).await());
        TimedCall second = TimedCall.begin("start", "b", loader, SHORT, () -> new CountDownLatch(1).await());

        assertEquals("start did not return within 0.05 s", first.await());
        assertEquals("start did not return within 0.05 s", second.await());
    }

    @Test
    void saysItsLimitInSeconds() {
        String fault = TimedCall.begin("stop", "a", loader, Duration.ofSeconds(1), () -> new CountDownLatch(1).await())
                .await();

        assertEquals("stop did not return within 1 s", fault);
    }
}
