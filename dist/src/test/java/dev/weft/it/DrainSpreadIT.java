package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An orderly stop that closes the sessions one after the other. */
class DrainSpreadIT {

    private static final int CLIENTS = 50;
    private static final Duration SPREAD = Duration.ofSeconds(3);

    /** Long enough for the server's clock, which goes in steps of 100 ms, to tell a busy client from an idle one. */
    private static final Duration BUSY = Duration.ofSeconds(1);

    /** 128 + 15: ended by SIGTERM, in order. */
    private static final List<Integer> ORDERLY = List.of(0, 143);

    /** When a client's Close arrived. */
    private record Closed(boolean busy, long at) {}

    private final CountDownLatch open = new CountDownLatch(CLIENTS);
    private final CountDownLatch ready = new CountDownLatch(CLIENTS);
    private final CountDownLatch first = new CountDownLatch(1);
    private final List<Closed> closed = Collections.synchronizedList(new ArrayList<>());

    @Test
    void closesIdleSessionsFirstAndEachAtAMomentOfItsOwn() throws Exception {
        try (WeftProcess server = WeftProcess.serve("--handler", "echo", "--drain-spread", SPREAD.toMillis() + "ms")) {
            Thread operator = Thread.ofPlatform().start(() -> stop(server));
            Crowd.run(CLIENTS, number -> {
                try (RawClient client = RawClient.open(server.port(), "/")) {
                    open.countDown();
                    open.await();
                    run(client, number % 2 == 0);
                }
            });
            operator.join();

            int exit = server.awaitExit();
            assertTrue(ORDERLY.contains(exit), () -> "exit code " + exit);
            assertEquals(CLIENTS, closed.size());
            List<Boolean> busy = closed.stream().map(Closed::busy).toList();
            // The moments of the two in the middle may lie so close that they arrive in another order.
            assertEquals(Collections.nCopies(20, false), busy.subList(0, 20));
            assertEquals(Collections.nCopies(20, true), busy.subList(CLIENTS - 20, CLIENTS));
            Duration took =
                    Duration.ofNanos(closed.getLast().at() - closed.getFirst().at());
            assertTrue(took.compareTo(SPREAD.dividedBy(2)) > 0, () -> "closed within " + took);
        }
    }

    private void run(RawClient client, boolean busy) throws Exception {
        long end = System.nanoTime() + BUSY.toNanos();
        while (busy && System.nanoTime() < end) {
            client.text("busy");
            assertEquals("busy", client.readAndPong().text());
        }
        ready.countDown();
        assertEquals(1012, client.readAndPong().closeCode());
        closed.add(new Closed(busy, System.nanoTime()));
        first.countDown();
    }

    /** Stops the server when the busy ones have been so for a while; meanwhile nobody is let in. */
    private void stop(WeftProcess server) {
        try {
            ready.await();
            server.terminate();
            first.await();
            assertThrows(ConnectException.class, () -> RawClient.connect(server.port()));
            assertTrue(server.isAlive(), "it ended before the others were closed");
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        }
    }
}
