package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandlerHarnessTest {

    /** Notes every callback, and answers with what it got. */
    @Handler(
            value = "noting",
            subprotocols = {"two", "one"})
    private static final class Noting implements MessageHandler {

        private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        private @Nullable HandlerContext context;

        @Override
        public void start(HandlerContext given) {
            context = given;
            calls.add("start");
        }

        @Override
        public void onOpen(Session session) {
            calls.add("open " + session.handshake().path());
        }

        @Override
        public void onMessage(Session session, Message message) {
            calls.add("message");
            session.send(message);
        }

        @Override
        public void onClose(Session session, CloseStatus status) {
            calls.add("close " + status.code());
        }

        @Override
        public void stop() {
            calls.add("stop");
        }
    }

    private final Noting noting = new Noting();

    @Test
    void callsAHandlerFromItsStartToItsStop() {
        try (HandlerHarness harness = HandlerHarness.start(noting)) {
            harness.connect("/chat?room=1")
                    .sendText("grüß dich")
                    .expectText("grüß dich")
                    .sendBinary((byte) 0, (byte) 0xFF)
                    .expectBinary((byte) 0, (byte) 0xFF)
                    .close()
                    .awaitEnd()
                    .expectClose(1000);
        }

        assertEquals(List.of("start", "open /chat", "message", "message", "close 1000", "stop"), noting.calls);
    }

    @Test
    void carriesEveryLengthOfMessage() {
        try (HandlerHarness harness = HandlerHarness.start(Session::send)) {
            TestClient client = harness.connect("/");
            for (int length : new int[] {0, 1, 125, 126, 65_535, 65_536, 1 << 20}) {
                client.sendText("x".repeat(length)).expectText("x".repeat(length));
                client.sendBinary(new byte[length]).expectBinary(new byte[length]);
            }
        }
    }

    @Test
    void tellsOfALostConnectionWith1006() {
        try (HandlerHarness harness = HandlerHarness.start(noting)) {
            harness.connect("/").drop().awaitEnd();
        }

        assertEquals(List.of("start", "open /", "close 1006", "stop"), noting.calls);
    }

    @Test
    void endsSessionsWith1001WhenItCloses() {
        TestClient client;
        try (HandlerHarness harness = HandlerHarness.start(noting)) {
            client = harness.connect("/");
        }

        client.expectClose(1001);
        assertEquals(List.of("start", "open /", "close 1001", "stop"), noting.calls);
    }

    @Test
    void closesWithTheStatusOfACloseException() {
        MessageHandler strict = (session, message) -> {
            throw new CloseException(new CloseStatus(4001, "not you"));
        };
        try (HandlerHarness harness = HandlerHarness.start(strict)) {
            CloseStatus status = harness.connect("/").sendText("me?").expectClose(4001);

            assertEquals("not you", status.reason());
            assertEquals(List.of(), harness.faults());
        }
    }

    @Test
    void closesWith1011AndShowsTheTestWhatWasThrown() {
        IllegalStateException secret = new IllegalStateException("a secret");
        MessageHandler broken = (session, message) -> {
            throw secret;
        };
        try (HandlerHarness harness = HandlerHarness.start(broken)) {
            CloseStatus status = harness.connect("/").sendText("x").expectClose(1011);

            assertTrue(status.reason().matches("internal error, incident [0-9a-f]{8}"), status::reason);
            assertSame(secret, harness.faults().getFirst().thrown());
            assertEquals("onMessage", harness.faults().getFirst().callback());
        }
    }

    @Test
    void answersWhileAHandlerBlocks() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<Throwable> sent = new AtomicReference<>();
        MessageHandler blocking = (session, message) -> {
            go.await();
            try {
                session.send("too late");
            } catch (SessionClosedException closed) {
                sent.set(closed);
            }
        };
        try (HandlerHarness harness = HandlerHarness.start(blocking)) {
            TestClient client = harness.connect("/").sendText("x").close();
            client.expectClose(1000);
            go.countDown();
            client.awaitEnd();
        }

        assertInstanceOf(SessionClosedException.class, sent.get());
    }

    @Test
    void holdsASenderBackWhileItsClientReadsNothing() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch sending = new CountDownLatch(1);
        MessageHandler flooding = (session, message) -> {
            reading.await();
            // More than the queue of 512 KiB.
            for (int i = 0; i < 100; i++) {
                session.send("x".repeat(10_000));
            }
            sending.countDown();
        };
        try (HandlerHarness harness = HandlerHarness.start(flooding)) {
            TestClient client = harness.connect("/").pauseReading().sendText("go");
            reading.countDown();
            assertFalse(sending.await(200, TimeUnit.MILLISECONDS), "send did not block");

            client.resumeReading();
            for (int i = 0; i < 100; i++) {
                client.expectText("x".repeat(10_000));
            }
        }
    }

    @Test
    void setsTheContextClassLoaderOfTheHandlersClass() {
        List<ClassLoader> seen = Collections.synchronizedList(new ArrayList<>());
        MessageHandler looking = new MessageHandler() {
            @Override
            public void start(HandlerContext context) {
                seen.add(Thread.currentThread().getContextClassLoader());
            }

            @Override
            public void onMessage(Session session, Message message) {
                seen.add(Thread.currentThread().getContextClassLoader());
                session.close();
            }
        };
        try (HandlerHarness harness = HandlerHarness.start(looking)) {
            harness.connect("/").sendText("x").expectClose(1000);
        }

        ClassLoader own = HandlerHarnessTest.class.getClassLoader();
        assertEquals(List.of(own, own), seen);
    }

    @Test
    void givesAHandlerItsNameItsSettingsAndItsSessions() {
        try (HandlerHarness harness =
                HandlerHarness.of(noting).setting("word", "Hi").id("greeter").start()) {
            harness.connect("/").sendText("x").expectText("x");
            HandlerContext context = Objects.requireNonNull(noting.context);

            assertEquals("greeter", context.handlerId());
            assertEquals("Hi", context.config().text("word", ""));
            assertEquals(1, context.sessions().size());
        }
    }

    @Test
    void namesAHandlerAsTheServerDoes() {
        HandlerHarness harness = HandlerHarness.start(noting);
        assertEquals("noting", Objects.requireNonNull(noting.context).handlerId());
        harness.close();
    }

    @Test
    void showsWhatAHandlerLogs() {
        try (HandlerHarness harness = HandlerHarness.start(noting)) {
            Objects.requireNonNull(noting.context).logger().log(System.Logger.Level.WARNING, "{0} of {1}", 1, "two");

            assertEquals(List.of("WARNING 1 of two"), harness.log());
        }
    }

    @Test
    void selectsASubprotocolAsTheServerDoes() {
        try (HandlerHarness harness = HandlerHarness.start(noting)) {
            TestClient client = harness.request("/")
                    .subprotocols("one", "two")
                    .header("Origin", "https://a.test")
                    .connect();

            assertEquals("two", client.subprotocol().orElse(""));
        }
    }

    @Test
    void refusesABrokenOpeningHandshake() {
        try (HandlerHarness harness = HandlerHarness.start(noting)) {
            harness.request("/ws/other").expectRefused(404);
            Failing.withText(() -> harness.request("/ws/other").connect(), "404");
        }
    }

    @Test
    void saysWhyAHandlerDoesNotStart() {
        MessageHandler picky = new MessageHandler() {
            @Override
            public void start(HandlerContext context) {
                context.config().number("size", 1, 1, 9);
            }

            @Override
            public void onMessage(Session session, Message message) {}
        };

        HandlerNotStarted why =
                assertThrows(HandlerNotStarted.class, () -> HandlerHarness.start(picky, Map.of("size", "ten")));

        String text = String.valueOf(why.getMessage());
        assertTrue(text.contains("size=ten: a whole number from 1 to 9 is needed"), text);
    }

    @Nested
    class Failures {

        @Test
        void showTheLastMessagesAndWhatWasThrown() {
            MessageHandler broken = (session, message) -> {
                session.send("one");
                throw new IllegalArgumentException("boom");
            };
            try (HandlerHarness harness = HandlerHarness.start(broken)) {
                TestClient client = harness.connect("/").sendText("hello").expectText("one");

                Failing.withText(
                        () -> client.expectText("two"),
                        "expected a text, and got Close 1011 \"internal error, incident ",
                        "client: text of 5 characters \"hello\"",
                        "server: text of 3 characters \"one\"",
                        "onMessage of session 1 threw java.lang.IllegalArgumentException: boom");
            }
        }

        @Test
        void ofExpectNothingNameWhatCame() {
            try (HandlerHarness harness = HandlerHarness.start(Session::send)) {
                TestClient client = harness.connect("/").expectNothing().sendText("hello");

                Failing.withText(client::expectNothing, "expected nothing, and got text of 5 characters \"hello\"");
            }
        }

        @Test
        void ofExpectNothingWaitForTheHandlerToReturn() {
            Thread test = Thread.currentThread();
            MessageHandler late = (session, message) -> {
                while (test.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
                session.send("late");
            };
            try (HandlerHarness harness = HandlerHarness.start(late)) {
                TestClient client = harness.connect("/").sendText("x");

                Failing.withText(client::expectNothing, "expected nothing, and got text of 4 characters \"late\"");
            }
        }

        @Test
        void ofTheEndNameWhatStopThrew() {
            MessageHandler bad = new MessageHandler() {
                @Override
                public void onMessage(Session session, Message message) {}

                @Override
                public void stop() {
                    throw new IllegalStateException("cannot stop");
                }
            };
            HandlerHarness harness = HandlerHarness.start(bad);

            Failing.withText(harness::close, "stop threw java.lang.IllegalStateException: cannot stop");
        }

        @Test
        void ofTheEndNameWhatOnCloseThrew() {
            MessageHandler bad = new MessageHandler() {
                @Override
                public void onMessage(Session session, Message message) {}

                @Override
                public void onClose(Session session, CloseStatus status) {
                    throw new IllegalStateException("forgotten");
                }
            };
            HandlerHarness harness = HandlerHarness.start(bad);
            harness.connect("/").close().awaitEnd();

            Failing.withText(harness::close, "onClose of session 1 threw java.lang.IllegalStateException");
        }

        @Test
        void ofTheEndNameACallbackThatIgnoresItsInterrupt() throws Exception {
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch entered = new CountDownLatch(1);
            MessageHandler deaf = (session, message) -> {
                entered.countDown();
                boolean done = false;
                while (!done) {
                    try {
                        go.await();
                        done = true;
                    } catch (InterruptedException ignored) {
                        // That is what it is here for.
                    }
                }
            };
            HandlerHarness harness = HandlerHarness.start(deaf);
            harness.connect("/").sendText("x");
            entered.await();

            Failing.withText(harness::close, "onMessage has not returned");
            go.countDown();
        }
    }
}
