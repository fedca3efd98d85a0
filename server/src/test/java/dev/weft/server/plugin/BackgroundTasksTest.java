package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.Tasks.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BackgroundTasksTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ClassLoader loader = new SpiLoader();

    /** What the tasks waited for, and leave to go on. */
    private final BlockingQueue<Duration> waited = new LinkedBlockingQueue<>();

    private final Semaphore leave = new Semaphore(0);

    private final BackgroundTasks tasks = new BackgroundTasks("echo#2", loader, duration -> {
        waited.add(duration);
        leave.acquire();
    });

    @Test
    void runOnAVirtualThreadWithThePluginsContextLoader() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<ClassLoader> context = new CompletableFuture<>();
        leave.release();

        tasks.run(() -> {
            thread.complete(Thread.currentThread());
            context.complete(Thread.currentThread().getContextClassLoader());
        });

        assertTrue(thread.join().isVirtual());
        assertSame(loader, context.join());
    }

    @Test
    void waitForTheirDelay() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);

        Task task = tasks.after(Duration.ofSeconds(5), ran::countDown);

        assertEquals(Duration.ofSeconds(5), waited.take());
        assertEquals(1, ran.getCount());
        assertFalse(task.isDone());
        leave.release();
        ran.await();
        awaitDone(task);
    }

    @Test
    void repeatAPeriodAfterTheLastRunEndedAndWhateverItThrew() throws Exception {
        AtomicInteger runs = new AtomicInteger();

        Task task = tasks.every(Duration.ofMinutes(1), () -> {
            if (runs.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
        });

        for (int run = 0; run < 3; run++) {
            assertEquals(Duration.ofMinutes(1), waited.take());
            assertEquals(run, runs.get());
            leave.release();
        }
        waited.take();
        assertEquals(3, runs.get());
        task.cancel();
        awaitDone(task);
    }

    @Test
    void repeatWhenWhatWasThrownCannotSayWhere() throws Exception {
        AtomicInteger runs = new AtomicInteger();

        Task task = tasks.every(Duration.ofMinutes(1), () -> {
            runs.incrementAndGet();
            throw new RuntimeException() {
                private static final long serialVersionUID = 1L;

                @Override
                public StackTraceElement[] getStackTrace() {
                    throw new IllegalStateException("from getStackTrace");
                }
            };
        });

        for (int run = 0; run < 3; run++) {
            assertEquals(Duration.ofMinutes(1), waited.take());
            assertEquals(run, runs.get());
            leave.release();
        }
        task.cancel();
        awaitDone(task);
    }

    @Test
    void areNeverBegunOnceCancelled() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Task task = tasks.after(Duration.ofHours(1), runs::incrementAndGet);
        waited.take();

        task.cancel();

        awaitDone(task);
        assertEquals(0, runs.get());
    }

    @Test
    void areInterruptedAtTheEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        leave.release();
        tasks.run(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException wanted) {
                interrupted.complete(true);
                throw wanted;
            }
        });
        begun.await();
        assertEquals(1, tasks.count());

        assertTrue(tasks.end(LONG));

        assertTrue(interrupted.join());
        assertEquals(0, tasks.count());
    }

    @Test
    void areToldOfWhenTheyIgnoreTheEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        leave.release();
        tasks.run(() -> {
            begun.countDown();
            while (go.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        begun.await();

        assertFalse(tasks.end(Duration.ofMillis(20)));

        assertEquals(1, tasks.count());
        go.countDown();
        assertTrue(tasks.end(LONG));
    }

    @Test
    void areRefusedAfterTheEndByTheNameOfTheGeneration() {
        tasks.end(LONG);

        String message = assertThrows(IllegalStateException.class, () -> tasks.run(() -> {}))
                .getMessage();

        assertEquals("echo#2 has ended, and takes no more work", message);
        assertEquals(0, tasks.count());
    }

    @Test
    void refuseTimesThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> tasks.after(Duration.ofMillis(-1), () -> {}));
        assertThrows(IllegalArgumentException.class, () -> tasks.every(Duration.ZERO, () -> {}));
        assertEquals(List.of(), List.copyOf(waited));
    }

    private static void awaitDone(Task task) throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!task.isDone()) {
            assertTrue(System.nanoTime() < deadline, "it goes on");
            Thread.onSpinWait();
        }
    }
}
