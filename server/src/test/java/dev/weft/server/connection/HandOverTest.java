package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.plugin.Deployed;
import dev.weft.server.plugin.Generation;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session's way from one generation of its handler to the next. */
@Timeout(30)
class HandOverTest extends SessionLoopFixture {

    private static final String REPLY_A = "810161";

    /** What the new generation was called with, and whether it takes sessions over. */
    private final class Next implements MessageHandler {

        private final boolean willing;
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CompletableFuture<Thread> askedOn = new CompletableFuture<>();

        Next(boolean willing) {
            this.willing = willing;
        }

        @Override
        public boolean onHandOver(Session session) {
            calls.add("hand over");
            askedOn.complete(Thread.currentThread());
            asked.countDown();
            return willing;
        }

        @Override
        public void onOpen(Session session) {
            calls.add("open again");
        }

        @Override
        public void onMessage(Session session, Message message) {
            calls.add("next message");
            session.send("n");
        }

        @Override
        public void onClose(Session session, CloseStatus status) {
            calls.add("next close " + status.code());
        }

        void awaitAsked() throws InterruptedException {
            assertTrue(asked.await(20, TimeUnit.SECONDS), "nobody asked");
        }
    }

    private void exchange() {
        transport.peerSends(A);
        transport.awaitReceived(REPLY_A);
    }

    private void close() throws Exception {
        transport.peerSends(CLOSE_1000);
        transport.awaitOutputEnd();
        transport.peerEnds();
        assertTrue(over.await(20, TimeUnit.SECONDS));
    }

    @Nested
    @DisplayName("The thread locals of the session's thread")
    class Locals {

        private final ThreadLocal<String> local = new ThreadLocal<>();
        private final CompletableFuture<String> seen = new CompletableFuture<>();

        @Test
        void areLeftWithTheOlderGenerationWhoseClassesTheyMayKeep() throws Exception {
            start((receiver, message) -> {
                local.set("older");
                receiver.send(message);
            });
            exchange();
            Deployed.after(pin.generation(), (receiver, message) -> seen.complete(String.valueOf(local.get())));

            transport.peerSends(B);

            assertEquals("null", seen.get(20, TimeUnit.SECONDS));
            close();
        }

        @Test
        void stayWithASessionThatDoesNotMove() throws Exception {
            start((receiver, message) -> {
                if (local.get() != null) {
                    seen.complete(local.get());
                }
                local.set("older");
                receiver.send(message);
            });
            exchange();
            Next next = new Next(false);
            Deployed.after(pin.generation(), next);

            transport.peerSends(A);

            next.awaitAsked();
            assertEquals("older", seen.get(20, TimeUnit.SECONDS));
            close();
        }
    }

    @Nested
    @DisplayName("An idle session")
    class Idle {

        @Test
        void movesWhenItIsNudgedAndIsClosedByTheNewGeneration() throws Exception {
            CompletableFuture<Thread> own = new CompletableFuture<>();
            start((receiver, message) -> {
                own.complete(Thread.currentThread());
                receiver.send(message);
            });
            exchange();
            Generation old = pin.generation();
            Next next = new Next(true);
            Generation fresh = Deployed.after(old, next);

            loop.join().lookForSuccessor();
            next.awaitAsked();
            transport.peerSends(B);
            transport.awaitReceived(REPLY_A + "81016e");
            close();

            awaitEnd("open", "message", "hand over", "next message", "next close 1000");
            assertEquals(own.join(), next.askedOn.join(), "on the session's own thread");
            assertTrue(pin.isOn(fresh));
            assertEquals(0, old.pins());
            assertEquals(1, fresh.pins());
        }

        @Test
        void movesWithTheNextMessageThatComesBeforeANudge() throws Exception {
            start(Session::send);
            exchange();
            Next next = new Next(true);
            Deployed.after(pin.generation(), next);

            transport.peerSends(B);
            transport.awaitReceived(REPLY_A + "81016e");
            close();

            awaitEnd("open", "message", "hand over", "next message", "next close 1000");
        }

        @Test
        void movesFromTheInboxToo() throws Exception {
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            start((receiver, message) -> {
                busy.countDown();
                go.await();
                receiver.send(message);
            });
            transport.peerSends(A);
            busy.await();
            promoteNow();
            go.countDown();
            transport.awaitReceived(REPLY_A);
            Next next = new Next(true);
            Deployed.after(pin.generation(), next);

            loop.join().lookForSuccessor();
            next.awaitAsked();
            close();

            awaitEnd("open", "message", "hand over", "next close 1000");
        }
    }

    @Nested
    @DisplayName("A session whose handler is busy")
    class Busy {

        @Test
        void movesWhenTheCallbackHasReturned() throws Exception {
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            start((receiver, message) -> {
                busy.countDown();
                go.await();
                receiver.send(message);
            });
            transport.peerSends(A + B);
            busy.await();
            Next next = new Next(true);
            Deployed.after(pin.generation(), next);
            loop.join().lookForSuccessor();
            assertFalse(next.askedOn.isDone());

            go.countDown();
            transport.awaitReceived(REPLY_A + "81016e");
            close();

            awaitEnd("open", "message", "hand over", "next message", "next close 1000");
        }
    }

    @Nested
    @DisplayName("A session that cannot move")
    class Staying {

        @Test
        void isRefusedOnceAndGoesOnWithTheOldGeneration() throws Exception {
            start(Session::send);
            exchange();
            Generation old = pin.generation();
            Next next = new Next(false);
            Generation fresh = Deployed.after(old, next);

            transport.peerSends(B);
            transport.awaitReceived(REPLY_A + "810162");
            close();

            awaitEnd("open", "message", "hand over", "message", "close 1000");
            assertTrue(pin.isOn(old));
            assertEquals(0, fresh.pins());
        }

        @Test
        void staysWhenTheNewGenerationThrows() throws Exception {
            start(Session::send);
            exchange();
            Deployed.after(pin.generation(), new MessageHandler() {
                @Override
                public boolean onHandOver(Session moving) {
                    throw new AssertionError("cannot");
                }

                @Override
                public void onMessage(Session receiver, Message message) {
                    calls.add("next message");
                }
            });

            transport.peerSends(B);
            transport.awaitReceived(REPLY_A + "810162");
            close();

            awaitEnd("open", "message", "message", "close 1000");
        }

        @Test
        void isNotEvenOfferedWhileItCarriesAnObjectOfThePlugin() throws Exception {
            start((receiver, message) -> {
                receiver.attach(List.of(new Next(true)));
                receiver.send(message);
            });
            exchange();
            Deployed.after(pin.generation(), new Next(true));

            transport.peerSends(B);
            transport.awaitReceived(REPLY_A + "810162");
            close();

            awaitEnd("open", "message", "message", "close 1000");
        }

        @Test
        void movesToTheOneAfterIfThatTakesIt() throws Exception {
            start(Session::send);
            exchange();
            Generation second = Deployed.after(pin.generation(), new Next(false));
            transport.peerSends(B);
            transport.awaitReceived(REPLY_A + "810162");

            Deployed.after(second, new Next(true));
            transport.peerSends(B);
            transport.awaitReceived(REPLY_A + "810162 81016e");
            close();

            awaitEnd("open", "message", "hand over", "message", "hand over", "next message", "next close 1000");
        }
    }

    @Test
    void carriesTheAttachmentToTheNewGeneration() throws Exception {
        start((receiver, message) -> {
            receiver.attach(List.of("seen", 1));
            receiver.send(message);
        });
        exchange();
        CompletableFuture<Object> carried = new CompletableFuture<>();
        Deployed.after(pin.generation(), new MessageHandler() {
            @Override
            public boolean onHandOver(Session moving) {
                carried.complete(moving.attachment(List.class).orElseThrow());
                moving.attach(this);
                return true;
            }

            @Override
            public void onMessage(Session receiver, Message message) {
                receiver.send(receiver.attachment(getClass()).isPresent() ? "y" : "n");
            }
        });

        transport.peerSends(B);
        transport.awaitReceived(REPLY_A + "810179");
        close();

        assertEquals(List.of("seen", 1), carried.join());
    }
}
