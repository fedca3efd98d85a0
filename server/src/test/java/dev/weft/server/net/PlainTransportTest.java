package dev.weft.server.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loopback connections that share one poller; at the other ends blocking sockets. */
@Timeout(60)
class PlainTransportTest {

    private final List<AutoCloseable> open = new ArrayList<>();
    private Loopback loopback;
    private Socket peer;
    private PlainTransport transport;

    @BeforeEach
    void connect() throws IOException {
        loopback = new Loopback();
        peer = peer();
        transport = accept();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        loopback.close();
    }

    @Test
    void aReadTakesWhatHasCome() throws IOException {
        peer.getOutputStream().write(new byte[] {1, 2, 3});
        ByteBuffer target = ByteBuffer.allocate(10);

        assertEquals(3, transport.read(target));

        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), target.flip());
    }

    @Test
    void aReadWaitsForBytes() throws Exception {
        CompletableFuture<Integer> count = inThread(() -> transport.read(ByteBuffer.allocate(10)));
        roundTrip();
        assertEquals(false, count.isDone());

        peer.getOutputStream().write(7);

        assertEquals(1, count.get());
    }

    @Test
    void aReadFindsTheEnd() throws IOException {
        peer.shutdownOutput();

        assertEquals(-1, transport.read(ByteBuffer.allocate(10)));
        assertEquals(-1, transport.read(ByteBuffer.allocate(10)));
    }

    @Test
    void inputThatNobodyWaitedForIsThereForWhoeverComesLater() throws Exception {
        peer.getOutputStream().write(1);
        assertEquals(1, transport.read(ByteBuffer.allocate(10)));
        peer.getOutputStream().write(2);
        // The poller has met it meanwhile, more than once.
        for (int i = 0; i < 10; i++) {
            roundTrip();
        }

        ByteBuffer target = ByteBuffer.allocate(10);
        assertEquals(1, transport.read(target));
        assertEquals(2, target.get(0));
    }

    @Test
    void aReadWithATimeReturnsWithoutBytesWhenItIsOver() throws IOException {
        assertEquals(0, transport.read(ByteBuffer.allocate(10), 1));

        peer.getOutputStream().write(1);
        assertEquals(1, transport.read(ByteBuffer.allocate(10), TimeUnit.MINUTES.toNanos(1)));
    }

    @Test
    void aWriteWaitsForRoomAndLosesNothing() throws Exception {
        byte[] bytes = new byte[20_000_000];
        new Random(1).nextBytes(bytes);
        CompletableFuture<Integer> written = inThread(() -> {
            int writes = 0;
            ByteBuffer first = ByteBuffer.wrap(bytes, 0, 1000);
            ByteBuffer second = ByteBuffer.wrap(bytes, 1000, bytes.length - 1000);
            for (; second.hasRemaining(); writes++) {
                transport.write(first, second);
            }
            return writes;
        });

        byte[] received = peer.getInputStream().readNBytes(bytes.length);

        assertArrayEquals(bytes, received);
        assertTrue(written.get() > 1, () -> "it never had to wait");
    }

    @Test
    void oneMayReadWhileAnotherWaitsForRoom() throws Exception {
        CompletableFuture<Integer> writer = stuckWriter();
        CompletableFuture<Integer> reader = inThread(() -> transport.read(ByteBuffer.allocate(10)));

        peer.getOutputStream().write(1);

        assertEquals(1, reader.get());
        assertEquals(false, writer.isDone());
    }

    @Test
    void aCutEndsAWaitingReadAndAWaitingWriteAtOnce() throws Exception {
        CompletableFuture<Integer> writer = stuckWriter();
        CompletableFuture<Integer> reader = inThread(() -> transport.read(ByteBuffer.allocate(10)));
        roundTrip();

        transport.abort();

        assertInstanceOf(ClosedChannelException.class, failure(reader));
        assertInstanceOf(ClosedChannelException.class, failure(writer));
        assertThrows(ClosedChannelException.class, () -> transport.read(ByteBuffer.allocate(10)));
        assertThrows(ClosedChannelException.class, () -> transport.write(ByteBuffer.allocate(10)));
    }

    @Test
    void thePeerOfACutConnectionSeesTheEnd() throws IOException {
        transport.abort();

        assertEquals(-1, peer.getInputStream().read());
        assertEquals(false, transport.isOpen());
    }

    @Test
    void aNudgeHasAWaitingReadReturnWithNothing() throws Exception {
        CompletableFuture<Integer> reader = inThread(() -> transport.read(ByteBuffer.allocate(10)));
        roundTrip();

        transport.wakeReader();

        assertEquals(0, reader.get());
    }

    @Test
    void aNudgeBeforeAReadIsNotMissedAndCountsOnce() throws Exception {
        transport.wakeReader();
        transport.wakeReader();
        assertEquals(0, inThread(() -> transport.read(ByteBuffer.allocate(10))).get());

        CompletableFuture<Integer> reader = inThread(() -> transport.read(ByteBuffer.allocate(10)));
        roundTrip();
        assertEquals(false, reader.isDone());
        peer.getOutputStream().write(1);
        assertEquals(1, reader.get());
    }

    @RepeatedTest(5)
    void noNudgeLosesAByteOrAWakeUp() throws Exception {
        int bytes = 2_000;
        CompletableFuture<Integer> reader = inThread(() -> {
            int total = 0;
            while (total < bytes) {
                total += transport.read(ByteBuffer.allocate(10));
            }
            return total;
        });
        Thread nudger = Thread.ofPlatform().start(() -> {
            while (!reader.isDone()) {
                transport.wakeReader();
            }
        });

        for (int i = 0; i < bytes; i++) {
            peer.getOutputStream().write(i);
        }

        assertEquals(bytes, reader.get());
        nudger.join();
    }

    @Test
    void anInterruptEndsNoConnectionAndIsKeptForLater() throws Exception {
        CompletableFuture<Boolean> kept = inThread(() -> {
            Thread.currentThread().interrupt();
            assertEquals(1, transport.read(ByteBuffer.allocate(10)));
            transport.write(ByteBuffer.wrap(new byte[] {2}));
            return Thread.currentThread().isInterrupted();
        });
        roundTrip();
        peer.getOutputStream().write(1);

        assertEquals(true, kept.get());
        assertEquals(2, peer.getInputStream().read());
    }

    @RepeatedTest(5)
    void aPeerThatSendsWithoutAPauseStopsNobody() throws Exception {
        Thread flood = Thread.ofPlatform().start(this::sendWithoutAPause);
        CompletableFuture<Integer> reader = inThread(() -> {
            while (transport.read(ByteBuffer.allocate(1000)) > 0) {
                // It never has to wait for anything but its turn.
            }
            return 0;
        });

        for (int i = 0; i < 1000; i++) {
            roundTrip();
        }

        assertEquals(false, reader.isDone());
        transport.abort();
        failure(reader);
        flood.join();
    }

    @Test
    void everybodyWhoWaitsForATurnGetsOne() throws Exception {
        CountDownLatch left = new CountDownLatch(1000);
        for (int i = 0; i < 100; i++) {
            Thread.ofVirtual().start(() -> {
                for (int turn = 0; turn < 10; turn++) {
                    transport.awaitTurn();
                    left.countDown();
                }
            });
        }

        assertTrue(left.await(50, TimeUnit.SECONDS));
    }

    private void sendWithoutAPause() {
        try {
            while (true) {
                peer.getOutputStream().write(new byte[100_000]);
            }
        } catch (IOException cut) {
            // The test has seen enough.
        }
    }

    private Socket peer() throws IOException {
        Socket connected = loopback.peer().socket();
        open.add(connected);
        return connected;
    }

    private PlainTransport accept() throws IOException {
        PlainTransport accepted = loopback.accept();
        open.add(accepted::abort);
        return accepted;
    }

    /** Another connection of the same poller has an echo, so that the poller has gone round. */
    private void roundTrip() throws Exception {
        try (Socket other = peer()) {
            PlainTransport echo = accept();
            CompletableFuture<Integer> read = inThread(() -> echo.read(ByteBuffer.allocate(10)));
            other.getOutputStream().write(1);
            assertEquals(1, read.get());
            echo.abort();
        }
    }

    /** Writes for ever, and is soon stuck: the peer reads nothing. */
    private CompletableFuture<Integer> stuckWriter() throws IOException {
        while (transport.writeAtOnce(ByteBuffer.allocate(100_000)) > 0) {
            // Until there is no room, for a moment at least.
        }
        return inThread(() -> {
            while (transport.isOpen()) {
                transport.write(ByteBuffer.allocate(1_000_000));
            }
            throw new ClosedChannelException();
        });
    }

    private static <T> CompletableFuture<T> inThread(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable failed) {
                result.completeExceptionally(failed);
            }
        });
        return result;
    }

    private static Throwable failure(CompletableFuture<?> result) throws InterruptedException {
        try {
            result.get();
            throw new AssertionError("it did not fail");
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }
}
