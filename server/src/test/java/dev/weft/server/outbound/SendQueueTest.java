package dev.weft.server.outbound;

import static dev.weft.server.outbound.SendQueue.FRAME_OVERHEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Opcode;
import dev.weft.server.config.SlowClient;
import dev.weft.server.resource.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendQueueTest {

    private final MemoryBudget budget = new MemoryBudget(1_000_000);

    private static OutgoingFrame frame(Opcode opcode, int size) {
        return OutgoingFrame.plain(opcode, ByteBuffer.allocate(size));
    }

    private SendQueue queueFor(int frames, int size) {
        return new SendQueue(
                new OutboxSettings(frames * (2 + size + FRAME_OVERHEAD), SlowClient.CLOSE, Cork.pool(), budget));
    }

    @Test
    void holdsAsManyTinyMessagesAsItsBytesAllow() {
        SendQueue queue = queueFor(4000, 1);

        for (int i = 0; i < 4000; i++) {
            assertTrue(queue.hasRoom(), "for message " + i);
            assertEquals(SendOutcome.ACCEPTED, queue.add(Packet.of(frame(Opcode.TEXT, 1))));
        }

        assertFalse(queue.hasRoom());
    }

    @Test
    void emptyMessagesFillItToo() {
        SendQueue queue = queueFor(3, 0);

        queue.add(Packet.of(frame(Opcode.TEXT, 0)));
        queue.add(Packet.of(frame(Opcode.TEXT, 0)));
        assertTrue(queue.hasRoom());
        queue.add(Packet.of(frame(Opcode.TEXT, 0)));

        assertFalse(queue.hasRoom());
        assertEquals(3 * (2 + FRAME_OVERHEAD), budget.used());
    }

    @Test
    void aMessageLongerThanItMayComeWhileThereIsRoom() {
        SendQueue queue = queueFor(2, 10);
        queue.add(Packet.of(frame(Opcode.TEXT, 10)));

        assertTrue(queue.hasRoom());
        assertEquals(SendOutcome.ACCEPTED, queue.add(Packet.of(frame(Opcode.BINARY, 100_000))));

        assertFalse(queue.hasRoom());
    }

    @Test
    void whatIsBeingWrittenTakesRoomUntilMoreIsAskedFor() {
        SendQueue queue = queueFor(1, 10);
        queue.add(Packet.of(frame(Opcode.TEXT, 10)));
        queue.addControl(frame(Opcode.PONG, 5));

        assertEquals(2, queue.takeAll().size());
        assertFalse(queue.hasRoom());
        assertEquals(12 + 7 + 2 * FRAME_OVERHEAD, budget.used());
        assertEquals(List.of(), queue.takeAll());

        assertTrue(queue.hasRoom());
        assertEquals(0, budget.used());
    }

    @Test
    void pongsTakeOfTheBudgetAndLeaveTheRoomToMessages() {
        SendQueue queue = queueFor(1, 1);

        for (int i = 0; i < 40; i++) {
            queue.addControl(frame(Opcode.PONG, 125));
        }

        assertTrue(queue.hasRoom());
        assertEquals(32 * (127 + FRAME_OVERHEAD), budget.used());
        queue.clear();
        assertEquals(0, budget.used());
    }

    @Test
    void theNewestPongTakesThePlaceOfAnOlderOneIfNoMemoryIsLeft() {
        SendQueue queue = queueFor(1, 1);
        assertTrue(budget.take(1_000_000 - 2 * (3 + FRAME_OVERHEAD)));
        List<OutgoingFrame> pongs = List.of(frame(Opcode.PONG, 1), frame(Opcode.PONG, 1), frame(Opcode.PONG, 1));

        pongs.forEach(queue::addControl);
        queue.addControl(frame(Opcode.PONG, 1_000));

        assertEquals(List.of(), queue.takeAll());
        pongs.forEach(queue::addControl);
        List<OutgoingFrame> newest = queue.takeAll();
        assertEquals(2, newest.size());
        assertEquals(pongs.getLast().payload(), newest.getLast().payload());
    }

    @Test
    void aMessageThereIsNoMemoryForChangesNothing() {
        SendQueue queue = queueFor(2, 1);
        assertTrue(budget.take(1_000_000 - FRAME_OVERHEAD));

        assertEquals(SendOutcome.NO_MEMORY, queue.add(Packet.of(frame(Opcode.TEXT, 1))));

        assertTrue(queue.isEmpty());
        assertEquals(1_000_000 - FRAME_OVERHEAD, budget.used());
    }
}
