package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A cable is pulled: nothing comes any more, and nobody says so. */
class HalfOpenIT {

    private static final long PING_SECONDS = 1;
    private static final long MARGIN_SECONDS = 10;

    @Test
    void isSeenByAPingWithoutAPong() throws Exception {
        try (WeftProcess server = serve();
                FaultProxy network = FaultProxy.to(server);
                RawClient client = RawClient.open(network.port(), "/")) {
            client.text("hello");
            assertEquals("hello", client.read().text());

            network.stall();
            long pulled = System.nanoTime();
            server.awaitOutput("cut: no pong");

            assertSoon(pulled);
        }
    }

    @Test
    void isSeenByAWriteWithoutProgress() throws Exception {
        try (WeftProcess server = serve();
                FaultProxy network = FaultProxy.to(server);
                RawClient client = RawClient.open(network.port(), "/")) {
            byte[] large = RawClient.message(RawClient.BINARY, new byte[512 * 1024]);
            // More than the buffers between hold: the server is in the midst of its answer.
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 64; i++) {
                        client.write(large);
                    }
                } catch (java.io.IOException cut) {
                    // As it should be.
                }
            });
            Await.until(() -> writer.getState() == Thread.State.WAITING, () -> "it takes all without an end");
            network.stall();
            long pulled = System.nanoTime();
            server.awaitOutput("cut: (a write made no progress|no pong)");

            assertSoon(pulled);
        }
    }

    private static WeftProcess serve() throws Exception {
        return WeftProcess.serve(
                "--handler",
                "echo",
                "--ping-interval",
                PING_SECONDS + "s",
                "--pong-timeout",
                PING_SECONDS + "s",
                "--write-timeout",
                "2s");
    }

    /** Within the interval, the wait for the pong, and what a busy machine adds. */
    private static void assertSoon(long since) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
        assertTrue(seconds <= 2 * PING_SECONDS + MARGIN_SECONDS, () -> "after " + seconds + " s");
    }
}
