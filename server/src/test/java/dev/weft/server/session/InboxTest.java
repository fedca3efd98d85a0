package dev.weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weft.spi.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InboxTest {

    private final Inbox inbox = new Inbox();

    @Test
    void givesMessagesOutInOrderAndThenItsEnd() {
        Message first = Message.text("1");
        Message second = Message.text("2");
        inbox.put(first);
        inbox.put(second);
        inbox.end();

        assertSame(first, inbox.next());
        assertSame(second, inbox.next());
        assertNull(inbox.next());
    }

    @Test
    void makesTheReaderWaitWhenItHoldsSixteen() throws Exception {
        assertReaderWaitsAfter(16, Message.text("x"));
    }

    @Test
    void makesTheReaderWaitWhenItHolds64KiB() throws Exception {
        assertReaderWaitsAfter(1, Message.binary(new byte[64 * 1024]));
    }

    @Test
    void knowsWhenAllIsHandledAndNotOnlyTaken() throws Exception {
        inbox.put(Message.text("x"));
        CompletableFuture<Boolean> idle = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            inbox.awaitIdle(TimeUnit.SECONDS.toNanos(20));
            idle.complete(true);
        });
        inbox.next();
        while (reader.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertFalse(idle.isDone());

        Thread handler = Thread.ofPlatform().start(inbox::next);

        assertEquals(true, idle.get(10, TimeUnit.SECONDS));
        inbox.end();
        handler.join();
    }

    @Test
    void waitsNoLongerThanItIsTold() {
        Message message = Message.text("x");
        inbox.put(message);

        inbox.awaitIdle(1);

        assertSame(message, inbox.next());
    }

    private void assertReaderWaitsAfter(int count, Message message) throws Exception {
        for (int i = 0; i < count; i++) {
            inbox.put(message);
        }
        CompletableFuture<Boolean> added = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            inbox.put(Message.text("last"));
            added.complete(true);
        });
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertFalse(added.isDone());

        assertSame(message, inbox.next());

        assertEquals(true, added.get(10, TimeUnit.SECONDS));
    }
}
