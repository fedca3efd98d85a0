package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Opcode;
import dev.weft.server.config.SlowClient;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutboxLockTest {

    private final MemoryTransport transport = new MemoryTransport();
    private final CoarseClock clock = new CoarseClock();

    /** Such as a session's thread that has to wait for a carrier: the watchdog must not wait with it. */
    @Test
    void aPingWaitsForNobodyWhoHoldsTheLock() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Outbox> made = new CompletableFuture<>();
        Thread owner = Thread.ofVirtual().start(() -> {
            Outbox slow = new Outbox(
                    new SocketWriter(transport, clock, new TimeSlice(transport, clock)),
                    Thread.currentThread(),
                    new OutboxSettings(100, SlowClient.CLOSE, Cork.pool(), new MemoryBudget(150)),
                    frame -> {
                        held.countDown();
                        awaitQuietly(go);
                        return frame;
                    });
            made.complete(slow);
            slow.cork();
            slow.send(OutgoingFrame.plain(Opcode.TEXT, ByteBuffer.wrap(new byte[] {'a'})));
        });
        held.await();

        assertFalse(made.get().ping());

        go.countDown();
        owner.join();
        assertTrue(made.get().ping());
        transport.awaitReceived("810161 8900");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
