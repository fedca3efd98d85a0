package dev.weft.server.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.engine.frame.Opcode;
import dev.weft.server.config.SlowClient;
import dev.weft.server.net.MemoryTransport;
import dev.weft.server.resource.CoarseClock;
import dev.weft.server.resource.MemoryBudget;
import dev.weft.server.resource.VirtualThreads;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sending without waiting, one message to one connection or the same to many. */
@Timeout(30)
class OfferTest {

    private static final int QUEUE_SIZE = 1000;

    private final CoarseClock clock = new CoarseClock();
    private final MemoryBudget budget = new MemoryBudget(10_000);

    private Outbox outbox(MemoryTransport transport) {
        return new Outbox(
                new SocketWriter(transport, clock, new TimeSlice(transport, clock)),
                Thread.currentThread(),
                new OutboxSettings(QUEUE_SIZE, SlowClient.DROP, Cork.pool(), budget),
                FrameFactory.AS_IT_IS);
    }

    @Test
    void whatIsLeftOfAWriteIsNotKeptAfterTheEnd() {
        MemoryTransport transport = new MemoryTransport();
        transport.stall();
        AtomicReference<Outbox> ending = new AtomicReference<>();
        Outbox outbox = new Outbox(
                new SocketWriter(transport, clock, new TimeSlice(transport, clock)),
                Thread.currentThread(),
                new OutboxSettings(QUEUE_SIZE, SlowClient.DROP, Cork.pool(), budget),
                frame -> {
                    Objects.requireNonNull(ending.get()).fail();
                    return frame;
                });
        ending.set(outbox);

        assertEquals(SendOutcome.CLOSED, outbox.offer(text("a")));

        assertEquals(0, budget.used());
    }

    private static OutgoingFrame text(String text) {
        return OutgoingFrame.plain(Opcode.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static SharedFrames shared(String... texts) {
        List<SharedFrames.Marked> messages = new ArrayList<>();
        for (String text : texts) {
            messages.add(new SharedFrames.Marked(text(text), "\u001em t " + text));
        }
        return new SharedFrames(messages, SharedFrames.pool());
    }

    @Test
    void anIdlePeerGetsItAtOnceAndWithoutAThread() {
        MemoryTransport transport = new MemoryTransport();
        Outbox outbox = outbox(transport);
        List<Thread> before = new ArrayList<>();
        VirtualThreads.forEach(before::add);

        assertEquals(SendOutcome.ACCEPTED, outbox.offer(text("a")));

        assertEquals("810161", transport.received());
        List<Thread> after = new ArrayList<>();
        VirtualThreads.forEach(after::add);
        after.removeAll(before);
        assertEquals(List.of(), after);
    }

    @Test
    void whatThePeerDoesNotTakeFollowsInOrderWhereverItStopped() {
        for (int taken = 0; taken < 8; taken++) {
            MemoryTransport transport = new MemoryTransport();
            Outbox outbox = outbox(transport);
            transport.stallAfter(taken);

            outbox.offer(Packet.of(List.of(text("ab"), text("cd"))), Overflow.Rule.AS_SET);
            outbox.pong(new byte[] {1});
            outbox.offer(text("e"));
            transport.resume();
            outbox.awaitWritten();

            String received = transport.received();
            String data = received.replace("8a0101", "");
            assertEquals("81026162" + "81026364" + "810165", data, "after " + taken + " bytes: " + received);
            assertEquals(0, received.indexOf("8a0101") % 2);
            assertEquals(0, budget.used());
        }
    }

    @Test
    void aMessageForManyIsTakenFromTheBudgetOnce() {
        List<Outbox> outboxes = new ArrayList<>();
        List<MemoryTransport> transports = new ArrayList<>();
        try (SharedFrames frames = shared("x".repeat(100))) {
            for (int i = 0; i < 5; i++) {
                MemoryTransport transport = new MemoryTransport();
                transport.stall();
                Outbox outbox = outbox(transport);
                outbox.offer(frames.packet(FrameFactory.PLAIN), Overflow.Rule.AS_SET);
                transports.add(transport);
                outboxes.add(outbox);
            }
        }
        assertEquals(100 + 5 * SendQueue.FRAME_OVERHEAD, budget.used());

        outboxes.get(0).fail();
        transports.forEach(MemoryTransport::resume);
        outboxes.forEach(Outbox::awaitWritten);
        assertEquals(0, budget.used());
    }

    @Test
    void aMarkPrecedesTheMessageForThoseWhoUnderstandIt() {
        MemoryTransport transport = new MemoryTransport();
        Outbox outbox = outbox(transport);

        try (SharedFrames frames = shared("a", "\u001eb")) {
            outbox.offer(frames.packet(FrameFactory.plain(true)), Overflow.Rule.CLOSE);
            outbox.offer(frames.packet(FrameFactory.PLAIN), Overflow.Rule.CLOSE);
        }

        assertEquals(
                "81061e6d20742061" + "810161" + "81071e6d2074201e62" + "81031e1e62" + "810161" + "81021e62",
                transport.received());
        assertEquals(2, transport.writes());
    }

    @Test
    void theRuleDecidesWhatHappensWhenTheQueueIsFull() {
        MemoryTransport transport = new MemoryTransport();
        Outbox outbox = outbox(transport);
        transport.stall();
        outbox.offer(text("x".repeat(QUEUE_SIZE)));

        assertEquals(SendOutcome.DROPPED, outbox.offer(text("a")));
        assertEquals(SendOutcome.TOO_SLOW, outbox.offer(Packet.of(text("b")), Overflow.Rule.CLOSE));
        assertEquals(SendOutcome.ACCEPTED, outbox.offer(Packet.of(text("c")), new Overflow.Replace("k")));
        assertEquals(SendOutcome.ACCEPTED, outbox.offer(Packet.of(text("d")), new Overflow.Replace("k")));
        assertEquals(1, outbox.dropped());
        transport.resume();
        outbox.awaitWritten();

        assertEquals(
                "7878810164",
                transport.received().substring(transport.received().length() - 10));
        assertEquals(0, budget.used());
    }
}
