package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is stopped while it streams numbered messages to many: each gets a prefix without a gap, and then 1001. */
class ShutdownUnderLoadIT {

    private static final int RUNS = Length.of(5, 50);
    private static final int CLIENTS = Length.of(200, 1000);

    /** Every tenth of them reads nothing. */
    private static final int STOPPED = 10;

    private static final Duration GRACE = Duration.ofSeconds(4);

    /** 128 + 15: ended by SIGTERM, in order. */
    private static final List<Integer> ORDERLY = List.of(0, 143);

    private static final String STREAM = """
            for (long i = 0; true; i++) {
                session.send(Long.toString(i));
            }
            """;

    /** Messages of the run that is on. */
    private final LongAdder received = new LongAdder();

    @TempDir
    private Path plugins;

    @Test
    void everyReadingClientGetsAPrefixWithoutAGapAndThenAClose() throws Exception {
        PluginJar.answering("stream", STREAM).in(plugins);
        Random random = new Random(1);
        long longest = 0;
        long messages = 0;
        for (int run = 0; run < RUNS; run++) {
            longest = Math.max(longest, stop(1 + random.nextInt(CLIENTS * 200)));
            messages += received.sum();
        }
        System.out.printf(
                "%d stops while streaming to %d clients, of which %d read nothing: %,d numbered messages without a gap,"
                        + " every reading client got 1001, the longest stop took %,d ms%n",
                RUNS, CLIENTS, CLIENTS / STOPPED, messages, longest);
    }

    /** One run; how long the process took to end, in milliseconds. */
    private long stop(long after) throws Exception {
        received.reset();
        CountDownLatch open = new CountDownLatch(CLIENTS);
        AtomicInteger exit = new AtomicInteger(-1);
        try (WeftProcess server = WeftProcess.serve(
                "--plugins-dir",
                plugins.toString(),
                "--handler",
                "stream",
                "--shutdown-timeout",
                GRACE.toMillis() + "ms")) {
            long[] took = new long[1];
            Thread operator = Thread.ofPlatform().start(() -> {
                Await.until(
                        () -> open.getCount() == 0 && received.sum() >= after,
                        () -> "only " + received.sum() + " messages, " + open.getCount() + " not open");
                took[0] = millisToEnd(server, exit);
            });
            Crowd.run(CLIENTS, number -> {
                try (RawClient client = RawClient.open(server.port(), "/")) {
                    open.countDown();
                    client.text("go");
                    if (number % STOPPED == 0) {
                        operator.join();
                    } else {
                        assertEquals(1001, read(client), "close code of client " + number);
                    }
                }
            });
            operator.join();
            assertTrue(ORDERLY.contains(exit.get()), () -> "exit code " + exit + "\n" + server.output());
            assertTrue(took[0] < GRACE.toMillis() + 5_000, () -> "it took " + took[0] + " ms to end");
            return took[0];
        }
    }

    private static long millisToEnd(WeftProcess server, AtomicInteger exit) {
        long stopped = System.nanoTime();
        server.terminate();
        try {
            exit.set(server.awaitExit());
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        }
        return (System.nanoTime() - stopped) / 1_000_000;
    }

    private int read(RawClient client) throws IOException {
        for (long i = 0; true; i++) {
            RawClient.Frame frame = client.read();
            if (frame.opcode() == RawClient.CLOSE) {
                return frame.closeCode();
            }
            assertEquals(Long.toString(i), frame.text());
            received.increment();
        }
    }
}
