package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Opcode;
import dev.weft.server.config.SlowClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutboxTest {

    /** Room for one message of a hundred bytes, and for two of one byte. */
    private static final int QUEUE_SIZE = 200;

    private static final int LONG = 100;

    private final MemoryTransport transport = new MemoryTransport();
    private final CoarseClock clock = new CoarseClock();
    private final MemoryBudget budget = new MemoryBudget(10_000);
    private final Outbox outbox = outbox(QUEUE_SIZE, SlowClient.CLOSE);

    private Outbox outbox(int queueSize, SlowClient slowClient) {
        return new Outbox(
                new SocketWriter(transport, clock, new TimeSlice(transport, clock)),
                Thread.currentThread(),
                new OutboxSettings(queueSize, slowClient, Cork.pool(), budget),
                FrameFactory.AS_IT_IS);
    }

    private static OutgoingFrame text(String text) {
        return OutgoingFrame.plain(Opcode.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static CompletableFuture<SendOutcome> inAnotherThread(Supplier<SendOutcome> action) {
        CompletableFuture<SendOutcome> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> result.complete(action.get()));
        return result;
    }

    @Test
    void writesALoneMessageAtOnce() {
        assertEquals(SendOutcome.ACCEPTED, outbox.send(text("a")));

        assertEquals("810161", transport.received());
    }

    @Test
    void writesAMessageLongerThanABufferWithItsHeaderInOneCall() {
        byte[] payload = new byte[70_000];

        outbox.send(OutgoingFrame.plain(Opcode.BINARY, ByteBuffer.wrap(payload)));

        assertEquals(1, transport.writes());
        assertEquals(10 + payload.length, transport.receivedBytes().length);
        assertTrue(transport.received().startsWith("827f0000000000011170"));
    }

    @Test
    void collectsWhileCorkedAndWritesInOneCall() {
        outbox.cork();
        outbox.send(text("a"));
        outbox.send(text("b"));
        assertEquals("", transport.received());

        outbox.uncork();
        outbox.send(text("c"));

        assertEquals("810161 810162 810163".replace(" ", ""), transport.received());
        assertEquals(1, transport.writes());
    }

    @Test
    void flushWritesWhatWasCollected() {
        outbox.cork();
        outbox.send(text("a"));

        outbox.flush();

        assertEquals("810161", transport.received());
    }

    @Test
    void anotherThreadsMessageTakesTheCollectedOnesAlongFirst() throws Exception {
        outbox.cork();
        outbox.send(text("a"));

        assertEquals(
                SendOutcome.ACCEPTED,
                inAnotherThread(() -> outbox.send(text("b"))).get(10, TimeUnit.SECONDS));

        assertEquals("810161810162", transport.received());
    }

    @Test
    void flushLaterWritesWithoutTheOwnerAndCollectsNoMore() {
        outbox.cork();
        outbox.send(text("a"));

        outbox.flushLater();
        transport.awaitReceived("810161");

        outbox.send(text("b"));
        transport.awaitReceived("810161 810162");
    }

    @Test
    void aBatchLargerThanTheCorkKeepsItsOrder() {
        outbox.cork();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            String payload = "%0100d".formatted(i);
            outbox.send(text(payload));
            expected.append(payload);
        }
        outbox.flush();

        assertEquals(expected.toString(), payloads(transport.receivedBytes()));
        assertTrue(transport.writes() <= 4, () -> transport.writes() + " writes");
    }

    @Test
    void queuesWhileAnotherWritesAndRefusesAnOfferWhenFull() throws Exception {
        transport.stall();
        CompletableFuture<SendOutcome> writer = inAnotherThread(() -> outbox.send(text("w")));
        transport.awaitStuckWriter();

        assertEquals(SendOutcome.ACCEPTED, outbox.send(text("x".repeat(LONG))));
        assertEquals(SendOutcome.TOO_SLOW, outbox.offer(text("y")));
        transport.resume();

        assertEquals(SendOutcome.ACCEPTED, writer.get(10, TimeUnit.SECONDS));
        transport.awaitReceived("810177" + "8164" + "78".repeat(LONG));
        outbox.awaitWritten();
        assertEquals(SendOutcome.ACCEPTED, outbox.offer(text("z")));
    }

    @Test
    void dropsAndCountsWhatASlowClientHasNoRoomForIfThatIsWanted() throws Exception {
        Outbox dropping = outbox(QUEUE_SIZE, SlowClient.DROP);
        transport.stall();
        CompletableFuture<SendOutcome> writer = inAnotherThread(() -> dropping.send(text("w")));
        transport.awaitStuckWriter();
        dropping.send(text("x".repeat(LONG)));

        assertEquals(SendOutcome.DROPPED, dropping.offer(text("y")));
        assertEquals(SendOutcome.DROPPED, dropping.offer(text("y")));
        transport.resume();

        assertEquals(SendOutcome.ACCEPTED, writer.get(10, TimeUnit.SECONDS));
        transport.awaitReceived("810177" + "8164" + "78".repeat(LONG));
        dropping.awaitWritten();
        assertEquals(SendOutcome.ACCEPTED, dropping.offer(text("z")));
        transport.awaitReceived("810177" + "8164" + "78".repeat(LONG) + "81017a");
        assertEquals(2, dropping.dropped());
    }

    @Test
    void whatWaitsIsTakenFromTheMemoryBudgetUntilItIsWritten() throws Exception {
        Outbox roomy = outbox(1000, SlowClient.CLOSE);
        transport.stall();
        CompletableFuture<SendOutcome> writer = inAnotherThread(() -> roomy.send(text("w")));
        transport.awaitStuckWriter();
        assertTrue(budget.take(9_800));

        assertEquals(SendOutcome.ACCEPTED, roomy.send(text("x".repeat(40))));
        assertEquals(9_800 + 42 + SendQueue.FRAME_OVERHEAD, budget.used());
        assertEquals(SendOutcome.NO_MEMORY, roomy.send(text("x".repeat(20))));
        assertEquals(SendOutcome.NO_MEMORY, roomy.offer(text("x".repeat(20))));
        transport.resume();

        assertEquals(SendOutcome.ACCEPTED, writer.get(10, TimeUnit.SECONDS));
        roomy.awaitWritten();
        assertEquals(9_800, budget.used());
    }

    @Test
    void failingGivesTheMemoryBack() {
        transport.stall();
        Thread.ofVirtual().start(() -> outbox.send(text("w")));
        transport.awaitStuckWriter();
        outbox.send(text("x".repeat(40)));

        outbox.fail();

        assertEquals(0, budget.used());
    }

    @Test
    void whatAFrameBecomesIsAskedInTheOrderOfTheWire() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        Outbox changing = new Outbox(
                new SocketWriter(transport, clock, new TimeSlice(transport, clock)),
                Thread.currentThread(),
                new OutboxSettings(QUEUE_SIZE, SlowClient.CLOSE, Cork.pool(), budget),
                frame -> {
                    asked.add(StandardCharsets.UTF_8
                            .decode(frame.payload().duplicate())
                            .toString());
                    return frame;
                });
        changing.cork();
        changing.send(text("a"));
        changing.send(text("b"));
        transport.stall();
        CompletableFuture<SendOutcome> writer = inAnotherThread(() -> changing.send(text("c")));
        transport.awaitStuckWriter();
        changing.send(text("d"));
        changing.offer(text("e"));
        transport.resume();
        assertEquals(SendOutcome.ACCEPTED, writer.get(10, TimeUnit.SECONDS));
        changing.awaitWritten();
        changing.uncork();
        changing.offer(text("f"));
        changing.awaitWritten();

        assertEquals("810161 810162 810163 810164 810165 810166".replace(" ", ""), transport.received());
        assertEquals(List.of("a", "b", "c", "d", "e", "f"), asked);
    }

    @Test
    void aSenderWithoutRoomWaitsUntilThereIsSome() throws Exception {
        transport.stall();
        CompletableFuture<SendOutcome> writer = inAnotherThread(() -> outbox.send(text("w")));
        transport.awaitStuckWriter();
        outbox.send(text("x".repeat(LONG)));

        CompletableFuture<SendOutcome> waiting = inAnotherThread(() -> outbox.send(text("y")));
        transport.resume();

        assertEquals(SendOutcome.ACCEPTED, waiting.get(10, TimeUnit.SECONDS));
        assertEquals(SendOutcome.ACCEPTED, writer.get(10, TimeUnit.SECONDS));
        transport.awaitReceived("810177" + "8164" + "78".repeat(LONG) + "810179");
    }

    @Test
    void failReleasesWhoWaitsForRoom() throws Exception {
        transport.stall();
        Thread.ofVirtual().start(() -> outbox.send(text("w")));
        transport.awaitStuckWriter();
        outbox.send(text("x".repeat(LONG)));
        CompletableFuture<SendOutcome> waiting = inAnotherThread(() -> outbox.send(text("y")));

        outbox.fail();

        assertEquals(SendOutcome.CLOSED, waiting.get(10, TimeUnit.SECONDS));
        assertFalse(outbox.isOpen());
    }

    @Test
    void theCloseIsTheLastFrame() throws Exception {
        transport.stall();
        CompletableFuture<SendOutcome> writer = inAnotherThread(() -> outbox.send(text("w")));
        transport.awaitStuckWriter();
        outbox.send(text("a"));

        assertTrue(outbox.close(new byte[] {3, (byte) 0xE8}));
        assertFalse(outbox.close(new byte[] {3, (byte) 0xE9}));
        assertEquals(SendOutcome.CLOSED, outbox.send(text("b")));
        assertEquals(SendOutcome.CLOSED, outbox.offer(text("b")));
        outbox.pong(new byte[] {1});
        outbox.ping();
        transport.resume();

        assertEquals(SendOutcome.ACCEPTED, writer.get(10, TimeUnit.SECONDS));
        outbox.awaitWritten();
        assertEquals("810177 810161 880203e8".replace(" ", ""), transport.received());
    }

    @Test
    void answersThePeersCloseOnce() {
        assertFalse(outbox.closeReceived());
        assertEquals(SendOutcome.CLOSED, outbox.send(text("late")));

        assertTrue(outbox.close(new byte[] {3, (byte) 0xE8}));
        outbox.awaitWritten();

        assertEquals("880203e8", transport.received());
    }

    @Test
    void knowsThatThePeersCloseAnswersItsOwn() {
        outbox.close(new byte[] {3, (byte) 0xE8});

        assertTrue(outbox.closeReceived());
    }

    @Test
    void pongsOvertakeQueuedDataAndOnlyTheNewestAreKept() throws Exception {
        transport.stall();
        CompletableFuture<SendOutcome> writer = inAnotherThread(() -> outbox.send(text("w")));
        transport.awaitStuckWriter();
        outbox.send(text("a"));
        for (int i = 0; i < 40; i++) {
            outbox.pong(new byte[] {(byte) i});
        }
        transport.resume();

        assertEquals(SendOutcome.ACCEPTED, writer.get(10, TimeUnit.SECONDS));
        StringBuilder expected = new StringBuilder("810177");
        for (int i = 8; i < 40; i++) {
            expected.append("8a01").append("%02x".formatted(i));
        }
        transport.awaitReceived(expected + "810161");
    }

    @Test
    void wholeMessagesNeverInterleaveAndEachThreadsOrderIsKept() throws Exception {
        int threads = 16;
        int messages = 300;
        List<CompletableFuture<SendOutcome>> senders = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            String name = "%02d".formatted(t);
            senders.add(inAnotherThread(() -> {
                for (int i = 0; i < messages; i++) {
                    outbox.send(text(name + "%04d".formatted(i)));
                }
                return SendOutcome.ACCEPTED;
            }));
        }
        for (CompletableFuture<SendOutcome> sender : senders) {
            assertEquals(SendOutcome.ACCEPTED, sender.get(20, TimeUnit.SECONDS));
        }
        outbox.awaitWritten();

        int[] next = new int[threads];
        String all = payloads(transport.receivedBytes());
        for (int at = 0; at < all.length(); at += 6) {
            int thread = Integer.parseInt(all.substring(at, at + 2));
            assertEquals(next[thread]++, Integer.parseInt(all.substring(at + 2, at + 6)));
        }
        assertEquals(threads * messages * 6, all.length());
    }

    /** The payloads of short frames, one after the other. */
    private static String payloads(byte[] frames) {
        StringBuilder all = new StringBuilder();
        for (int at = 0; at < frames.length; at += 2 + frames[at + 1]) {
            all.append(new String(frames, at + 2, frames[at + 1], StandardCharsets.UTF_8));
        }
        return all.toString();
    }
}
