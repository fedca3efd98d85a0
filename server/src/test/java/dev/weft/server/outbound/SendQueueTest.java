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

    @Test
    void aPacketOfWhichOnlyAPartFindsMemoryChangesNothing() {
        SendQueue queue = queueFor(9, 1);
        queue.add(Packet.of(frame(Opcode.BINARY, 1)));
        assertTrue(budget.take(1_000_000 - 2 * (3 + FRAME_OVERHEAD)));
        Packet two = Packet.of(List.of(frame(Opcode.TEXT, 1), frame(Opcode.TEXT, 1)));

        assertEquals(SendOutcome.NO_MEMORY, queue.add(two));
        assertEquals(SendOutcome.NO_MEMORY, queue.offer(two, new Overflow.Replace("key")));
        assertFalse(queue.putFirst(List.of(frame(Opcode.TEXT, 1), frame(Opcode.TEXT, 1))));

        List<OutgoingFrame> left = queue.takeAll();
        assertEquals(Opcode.BINARY, left.getLast().opcode());
        queue.clear();
        assertEquals(1_000_000 - 2 * (3 + FRAME_OVERHEAD), budget.used());
    }

    @Test
    void clearGivesBackWhateverWaits() {
        SendQueue queue = queueFor(9, 1);
        OutgoingFrame shared = frame(Opcode.TEXT, 100).forMany();
        queue.add(Packet.of(shared));
        queue.offer(Packet.of(shared), new Overflow.Replace("a"));
        queue.takeAll();
        queue.putFirst(List.of(OutgoingFrame.rest(ByteBuffer.allocate(5)), shared));
        queue.add(Packet.of(frame(Opcode.TEXT, 1)));
        queue.addControl(frame(Opcode.PING, 1));
        queue.offer(Packet.of(shared), new Overflow.Replace("a"));
        queue.offer(Packet.of(frame(Opcode.TEXT, 2)), new Overflow.Replace("b"));
        queue.addClose(frame(Opcode.CLOSE, 2));

        queue.clear();

        assertEquals(0, budget.used());
        assertTrue(queue.isEmpty());
    }

    @Test
    void theNewestOfThoseWithOneKeyIsKept() {
        SendQueue queue = queueFor(9, 1);
        OutgoingFrame newest = frame(Opcode.TEXT, 3);
        OutgoingFrame other = frame(Opcode.TEXT, 4);

        queue.offer(Packet.of(frame(Opcode.TEXT, 2)), new Overflow.Replace("a"));
        queue.offer(Packet.of(other), new Overflow.Replace("b"));
        queue.offer(Packet.of(newest), new Overflow.Replace("a"));

        assertEquals(List.of(other, newest), queue.takeAll());
    }
}
