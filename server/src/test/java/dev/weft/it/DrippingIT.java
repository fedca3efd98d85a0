package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Peers that send a byte a second of a request that never ends, or nothing at all. */
class DrippingIT {

    private static final int DRIPPING = Length.of(500, 5_000);
    private static final int SILENT = Length.of(500, 5_000);

    /** The default of --handshake-timeout, and some time for a busy machine. */
    private static final long HANDSHAKE_SECONDS = 10;

    private static final long MARGIN_SECONDS = 5;

    private static final byte[] REQUEST = RawClient.handshake("/", "X-Slow: " + "drip".repeat(100));

    @Test
    void areCutAfterTenSecondsInAllWhileNewClientsAreServed() throws Exception {
        int all = DRIPPING + SILENT;
        CountDownLatch cut = new CountDownLatch(all);
        ConcurrentLinkedQueue<Long> lives = new ConcurrentLinkedQueue<>();
        try (WeftProcess server = WeftProcess.serve("--handler", "echo", "--max-connections", "10000");
                ScheduledExecutorService drops = Executors.newScheduledThreadPool(1)) {
            Thread crowd = Thread.ofPlatform().start(() -> attack(server, drops, lives, cut));
            long[] nanos = connectUntil(cut, server, crowd);
            crowd.join();
            drops.shutdownNow();

            long longest = lives.stream().mapToLong(Long::longValue).max().orElseThrow();
            Arrays.sort(nanos);
            System.out.printf(
                    "%,d dripping and %,d silent peers: all cut, the last after %.1f s; %,d new clients meanwhile, connected"
                            + " and answered in %.1f ms (median) and %.1f ms (p99)%n",
                    DRIPPING,
                    SILENT,
                    longest / 1e9,
                    nanos.length,
                    nanos[nanos.length / 2] / 1e6,
                    nanos[(int) (nanos.length * 0.99)] / 1e6);
            assertEquals(all, lives.size());
            long shortest = lives.stream().mapToLong(Long::longValue).min().orElseThrow();
            assertTrue(shortest > TimeUnit.SECONDS.toNanos(HANDSHAKE_SECONDS - 1), () -> shortest / 1e9 + " s");
            assertTrue(
                    longest < TimeUnit.SECONDS.toNanos(HANDSHAKE_SECONDS + MARGIN_SECONDS), () -> longest / 1e9 + " s");
        }
    }

    private static void attack(
            WeftProcess server, ScheduledExecutorService drops, Queue<Long> lives, CountDownLatch cut) {
        try {
            Crowd.run(DRIPPING + SILENT, WeftProcess.PATIENCE.multipliedBy(2), number -> {
                try (RawClient client = RawClient.connect(server.port())) {
                    long start = System.nanoTime();
                    Future<?> dripping =
                            number < DRIPPING ? drip(client, drops) : CompletableFuture.completedFuture(null);
                    client.awaitEnd();
                    dripping.cancel(false);
                    lives.add(System.nanoTime() - start);
                    cut.countDown();
                }
            });
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** A byte a second. */
    private static Future<?> drip(RawClient client, ScheduledExecutorService drops) {
        int[] at = {0};
        return drops.scheduleAtFixedRate(
                () -> {
                    try {
                        client.write(new byte[] {REQUEST[at[0]++]});
                    } catch (IOException cut) {
                        // The task ends with it.
                        throw new IllegalStateException(cut);
                    }
                },
                0,
                1,
                TimeUnit.SECONDS);
    }

    /** Connects and talks, again and again, until all the others are gone. */
    private static long[] connectUntil(CountDownLatch cut, WeftProcess server, Thread crowd) throws Exception {
        List<Long> nanos = new ArrayList<>();
        while (!cut.await(10, TimeUnit.MILLISECONDS) && crowd.isAlive()) {
            long start = System.nanoTime();
            try (RawClient client = RawClient.open(server.port(), "/")) {
                client.text("hello");
                assertEquals("hello", new String(client.read().payload(), StandardCharsets.UTF_8));
            }
            nanos.add(System.nanoTime() - start);
        }
        return nanos.stream().mapToLong(Long::longValue).toArray();
    }
}
