package dev.weft.server.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionLoopTest extends SessionLoopFixture {

    @Nested
    @DisplayName("A handler that returns at once")
    class Quick {

        @Test
        void echoesAndClosesInOrder() throws Exception {
            start(Session::send);
            transport.peerSends(A);
            transport.awaitReceived("810161");
            transport.peerSends(CLOSE_1000);
            transport.awaitReceived("810161 880203e8");
            transport.awaitOutputEnd();
            transport.peerEnds();

            awaitEnd("open", "message", "close 1000");
            assertTrue(transport.isCut());
        }

        @Test
        void answersABatchInOneWrite() throws Exception {
            start(Session::send);
            transport.peerSends(A + B + A + B);

            transport.awaitReceived("810161 810162 810161 810162");

            assertEquals(1, transport.writes());
        }

        @Test
        void answersWhatCameBeforeAViolation() throws Exception {
            start(Session::send);
            transport.peerSends(A + "8380 00000000");

            transport.awaitOutputEnd();
            transport.peerEnds();

            awaitEnd("open", "message", "close 1002");
            assertTrue(transport.received().startsWith("810161" + "88"), transport::received);
        }

        @Test
        void reportsALostConnectionAs1006() throws Exception {
            start(Session::send);
            transport.peerEnds();

            awaitEnd("open", "close 1006");
        }

        @Test
        void deliversNothingAfterItsOwnClose() throws Exception {
            start((receiver, message) -> receiver.close(new CloseStatus(4000, "bye")));
            transport.peerSends(A + B);
            transport.awaitReceived("8805 0fa0 627965");
            transport.peerSends(CLOSE_1000);
            transport.awaitOutputEnd();
            transport.peerEnds();

            awaitEnd("open", "message", "close 4000");
        }

        @Test
        void reports1006WhenThePeerNeverAnswersTheClose() throws Exception {
            start((receiver, message) -> receiver.close());
            transport.peerSends(A);
            transport.awaitReceived("880203e8");

            transport.abort();

            awaitEnd("open", "message", "close 1006");
        }
    }

    @Nested
    @DisplayName("A handler that fails")
    class Failing {

        private void assertClosedWith(String closeFrame, int code, MessageHandler handler) throws Exception {
            start(handler);
            transport.peerSends(A);
            transport.awaitReceived(closeFrame);
            transport.peerSends(CLOSE_1000);
            transport.awaitOutputEnd();
            transport.peerEnds();
            awaitEnd("open", "message", "close " + code);
        }

        @Test
        void closesWith1011AndTellsNoMoreThanTheIncident() throws Exception {
            assertClosedWith1011((receiver, message) -> {
                throw new IllegalStateException("the password is hunter2");
            });
        }

        @Test
        void survivesAStackOverflow() throws Exception {
            assertClosedWith1011((receiver, message) -> {
                throw new StackOverflowError();
            });
        }

        @Test
        void isToldOfTheEndAndGivesBackItsMemoryWhenItsExceptionCannotBePrinted() throws Exception {
            start((receiver, message) -> {
                throw Hostile.unprintable();
            });
            transport.peerSends(binary(50_000));
            awaitClose1011();
            transport.peerSends(CLOSE_1000);
            transport.awaitOutputEnd();
            transport.peerEnds();

            awaitEnd("open", "message", "close 1011");
            assertEquals(0, budget.used());
        }

        private void assertClosedWith1011(MessageHandler handler) throws Exception {
            start(handler);
            transport.peerSends(A);
            awaitClose1011();
            transport.peerSends(CLOSE_1000);
            transport.awaitOutputEnd();
            transport.peerEnds();
            awaitEnd("open", "message", "close 1011");
        }

        /** RFC 6455 5.5.1: 0x88, the length, the code 0x03f3; then the reason, whose incident number the log may lack. */
        private void awaitClose1011() {
            transport.awaitReceivedBytes(2 + 2 + "internal error".length());
            String received = new String(transport.receivedBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(
                    received.matches("\\x88[\\x10\\x23]\\x03\\xf3internal error(, incident [0-9a-f]{8})?"),
                    transport::received);
        }

        @Test
        void closesWithTheStatusItThrows() throws Exception {
            assertClosedWith("8802 03eb", 1003, (receiver, message) -> {
                throw new CloseException(CloseStatus.UNSUPPORTED_DATA);
            });
        }

        @Test
        void closesOnceAfterOnOpenThrew() throws Exception {
            start(new MessageHandler() {
                @Override
                public void onOpen(Session opened) {
                    throw new IllegalStateException();
                }

                @Override
                public void onMessage(Session receiver, Message message) {
                    receiver.send(message);
                }
            });
            awaitClose1011();
            transport.peerSends(A + CLOSE_1000);
            transport.awaitOutputEnd();
            transport.peerEnds();

            awaitEnd("open", "close 1011");
        }
    }

    @Nested
    @DisplayName("A handler that blocks")
    class Blocking {

        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch entered = new CountDownLatch(1);

        private void startBlocked() throws Exception {
            start((receiver, message) -> {
                entered.countDown();
                release.await();
                receiver.send(message);
            });
            transport.peerSends(A);
            assertTrue(entered.await(10, TimeUnit.SECONDS));
            promoteNow();
        }

        @Test
        void hasItsPingsAnswered() throws Exception {
            startBlocked();
            transport.peerSends(PING);
            transport.awaitReceived("8a00");
            release.countDown();
            transport.awaitReceived("8a00 810161");
            transport.peerSends(B);
            transport.awaitReceived("8a00 810161 810162");
            transport.peerEnds();

            awaitEnd("open", "message", "message", "close 1006");
        }

        @Test
        void hasItsCloseAnsweredAndLearnsOfItAfterwards() throws Exception {
            startBlocked();
            transport.peerSends(CLOSE_1000);
            transport.awaitReceived("880203e8");
            transport.awaitOutputEnd();
            transport.peerEnds();
            transport.awaitCut();
            assertEquals(List.of("open", "message"), List.copyOf(calls));

            release.countDown();

            awaitEnd("open", "message", "close 1000");
        }

        @Test
        void keepsMessagesWaitingInOrder() throws Exception {
            startBlocked();
            transport.peerSends(B + A);
            release.countDown();

            transport.awaitReceived("810161 810162 810161");
            transport.peerEnds();
            awaitEnd("open", "message", "message", "message", "close 1006");
        }

        @Test
        void isPromotedAtOnceWhenItWaitsForTheEndOfItsSession() throws Exception {
            CompletableFuture<Boolean> released = new CompletableFuture<>();
            start((receiver, message) -> {
                CountDownLatch ended = new CountDownLatch(1);
                try (AutoCloseable wish = session.join().onEnd(ended::countDown)) {
                    assertNotNull(wish);
                    entered.countDown();
                    released.complete(ended.await(20, TimeUnit.SECONDS));
                }
                assertThrows(SessionClosedException.class, () -> receiver.send("too late"));
            });
            transport.peerSends(A);
            assertTrue(entered.await(10, TimeUnit.SECONDS));

            transport.peerEnds();

            assertTrue(released.get(20, TimeUnit.SECONDS));
            awaitEnd("open", "message", "close 1006");
            assertFalse(session.join().isOpen());
        }

        @Test
        void answersWhatCameBeforeTheCloseBeforeIt() throws Exception {
            start((receiver, message) -> {
                entered.countDown();
                release.await();
                receiver.send(message);
            });
            transport.peerSends(A);
            assertTrue(entered.await(10, TimeUnit.SECONDS));
            promoteNow();
            transport.peerSends(B + A + CLOSE_1000);

            release.countDown();
            transport.awaitReceived("810161 810162 810161 880203e8");
            transport.awaitOutputEnd();
            transport.peerEnds();

            awaitEnd("open", "message", "message", "message", "close 1000");
        }

        @Test
        void holdsOfTheMemoryBudgetWhatWaitsForItAndGivesAllOfItBack() throws Exception {
            startBlocked();
            transport.peerSends(BINARY_4000 + BINARY_4000 + BINARY_4000 + A + PING);
            transport.awaitReceived("8a00");

            assertEquals(3 * 4000 + 2 + 5 * MemoryReservation.MESSAGE_OVERHEAD, budget.used());
            release.countDown();
            transport.peerSends(CLOSE_1000);
            transport.awaitOutputEnd();
            transport.peerEnds();
            awaitEnd("open", "message", "message", "message", "message", "message", "close 1000");
            assertEquals(0, budget.used());
        }

        @Test
        void isClosedForAShortMessageBeyondTheBudget() throws Exception {
            startBlocked();
            assertTrue(budget.take(100_000 - 3 * 4000));
            transport.peerSends(BINARY_4000 + BINARY_4000 + BINARY_4000);

            transport.awaitReceivedLast(HexFormat.of().formatHex("server is short of memory".getBytes(UTF_8)));
            release.countDown();
            transport.awaitOutputEnd();
            transport.peerEnds();

            awaitEnd("open", "message", "message", "message", "close 1013");
            assertEquals(100_000 - 3 * 4000, budget.used());
        }

        @Test
        void hasWhatItLeftInTheCorkFlushed() throws Exception {
            start((receiver, message) -> {
                receiver.send(message);
                entered.countDown();
                release.await();
            });
            transport.peerSends(A + B);
            assertTrue(entered.await(10, TimeUnit.SECONDS));
            assertEquals("", transport.received());

            promoteNow();

            transport.awaitReceived("810161");
            release.countDown();
            transport.awaitReceived("810161 810162");
        }
    }
}
