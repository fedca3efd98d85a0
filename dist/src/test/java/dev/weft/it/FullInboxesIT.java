package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Many clients send short messages to a handler that waits, more than the heap holds: who grows beyond the budget is
 * closed, the server goes on, and everything comes back.
 */
class FullInboxesIT {

    private static final int CLIENTS = 1200;

    /** One less than an inbox holds. */
    private static final int MESSAGES = 15;

    private static final byte[] MESSAGE = RawClient.message(RawClient.BINARY, new byte[4000]);

    @Test
    void areWithinTheMemoryBudget() throws Exception {
        ProcessBuilder small = WeftProcess.builder("serve", "--port", "0", "--handler", "stdin-reply");
        small.command().addAll(List.of("--handler", "echo"));
        small.environment().put("WEFT_JAVA_OPTS", "-Xmx64m");
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch sent = new CountDownLatch(CLIENTS);
        try (WeftProcess server = WeftProcess.run(small)) {
            server.awaitListening();
            Crowd.run(CLIENTS, WeftProcess.PATIENCE.multipliedBy(4), number -> {
                try (RawClient client = RawClient.open(server.port(), "/ws/stdin-reply")) {
                    refused.addAndGet(isRefused(client, sent) ? 1 : 0);
                }
            });

            assertTrue(refused.get() > 0, "nobody was refused");
            assertFalse(server.output().contains("OutOfMemoryError"), server::output);
            useTheWholeBudget(server);
        }
    }

    /** Sends everything, and stays until all others have done so. */
    private static boolean isRefused(RawClient client, CountDownLatch sent) throws Exception {
        try {
            client.text("q");
            for (int i = 0; i < MESSAGES; i++) {
                client.write(MESSAGE);
            }
            // RFC 6455 5.5.2: a ping is answered when what came before it has been read.
            client.write(RawClient.message(RawClient.PING, new byte[0]));
            return client.read().opcode() == RawClient.CLOSE;
        } catch (IOException cut) {
            return true;
        } finally {
            sent.countDown();
            sent.await();
        }
    }

    /** A quarter of 64 MiB, but for an eighth of that: as many large messages as it holds are echoed, all at once. */
    private static void useTheWholeBudget(WeftProcess server) throws Exception {
        byte[] large = RawClient.message(RawClient.BINARY, new byte[1 << 20]);
        Crowd.run(6, number -> {
            try (RawClient client = RawClient.open(server.port(), "/ws/echo")) {
                client.write(large);
                assertEquals(1 << 20, client.read().payload().length);
            }
        });
    }
}
