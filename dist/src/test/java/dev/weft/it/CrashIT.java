package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** The process is killed under load and started again at once on the same port. */
class CrashIT {

    private static final int RUNS = Length.of(2, 20);
    private static final int CLIENTS = Length.of(100, 1000);

    private final LongAdder answered = new LongAdder();
    private final LongAdder lost = new LongAdder();

    @Test
    void theNextOneAcceptsOnTheSamePortAndAllComeBack() throws Exception {
        long longest = 0;
        for (int run = 0; run < RUNS; run++) {
            longest = Math.max(longest, crash());
        }
        System.out.printf(
                "%d crashes under load of %d clients: accepting again after at most %,d ms, %,d answered at most once,"
                        + " %,d unknown, all back%n",
                RUNS, CLIENTS, longest, answered.sum(), lost.sum());
    }

    /** One crash; milliseconds from the kill to a server that listens again. */
    private long crash() throws Exception {
        CountDownLatch talking = new CountDownLatch(CLIENTS);
        CountDownLatch restarted = new CountDownLatch(1);
        CountDownLatch allBack = new CountDownLatch(1);
        WeftProcess first = WeftProcess.serve("--handler", "echo");
        int port = first.port();
        long[] took = new long[1];
        Thread operator = Thread.ofPlatform().start(() -> {
            try {
                talking.await();
                first.close();
                long killed = System.nanoTime();
                WeftProcess second = WeftProcess.serveAt(port, "--handler", "echo");
                took[0] = (System.nanoTime() - killed) / 1_000_000;
                restarted.countDown();
                allBack.await();
                second.close();
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
        Crowd.run(CLIENTS, number -> {
            talkUntilItIsLost(port, number, talking);
            restarted.await();
            try (RawClient back = RawClient.open(port, "/")) {
                back.text("back");
                assertEquals("back", back.read().text());
            }
        });
        assertTrue(restarted.getCount() == 0, "it was not started again");
        allBack.countDown();
        operator.join();
        return took[0];
    }

    /** Numbers its messages: each answer is the next one, so none came twice, and at most the last has no answer. */
    private void talkUntilItIsLost(int port, int number, CountDownLatch talking) throws IOException {
        try (RawClient client = RawClient.open(port, "/")) {
            for (int i = 0; true; i++) {
                String message = number + ":" + i;
                try {
                    client.text(message);
                    assertEquals(message, client.read().text());
                } catch (IOException broken) {
                    lost.increment();
                    return;
                }
                answered.increment();
                if (i == 10) {
                    talking.countDown();
                }
            }
        }
    }
}
