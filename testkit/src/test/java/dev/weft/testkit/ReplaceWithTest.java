package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.CloseStatus;
import dev.weft.spi.HandOver;
import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplaceWithTest {

    @TempDir
    private Path folder;

    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** Answers with its name and how many messages its session has had, and notes what it is asked. */
    private class Counter implements MessageHandler {

        private final String name;
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch stopped = new CountDownLatch(1);

        Counter(String name) {
            this.name = name;
        }

        @Override
        public void start(HandlerContext context) throws Exception {
            calls.add(name + " start " + context.config().text("word", "none"));
        }

        @Override
        public void onMessage(Session session, Message message) throws Exception {
            int count = session.attachment(Integer.class).orElse(0) + 1;
            session.attach(count);
            session.send(name + " " + count);
        }

        @Override
        public boolean onHandOver(Session session) throws Exception {
            calls.add(name + " hand over");
            asked.countDown();
            return true;
        }

        @Override
        public void onClose(Session session, CloseStatus status) {
            calls.add(name + " close " + status.code());
        }

        @Override
        public void stop() {
            calls.add(name + " stop");
            stopped.countDown();
        }
    }

    private class Refusing extends Counter {

        Refusing(String name) {
            super(name);
        }

        @Override
        public boolean onHandOver(Session session) {
            return false;
        }
    }

    @Handler(value = "stating", handOver = HandOver.ACCEPT)
    private static final class Stating implements MessageHandler {

        @Override
        public void onOpen(Session session) {
            session.send("welcome");
        }

        @Override
        public void onMessage(Session session, Message message) {
            session.send("stated");
        }
    }

    private final Counter first = new Counter("first");
    private final Counter second = new Counter("second");

    @Test
    void movesAnOpenSessionWithItsAttachmentAndStopsTheHandlerBefore() throws Exception {
        try (HandlerHarness harness = HandlerHarness.start(first)) {
            TestClient client = harness.connect("/").sendText("a").expectText("first 1");

            harness.replaceWith(second);

            client.sendText("b").expectText("second 2");
            await(first.stopped);
            client.close().awaitEnd();
            assertEquals(
                    List.of(
                            "first start none",
                            "second start none",
                            "second hand over",
                            "first stop",
                            "second close 1000"),
                    calls);
        }
    }

    @Test
    void asksAboutAnIdleSessionWithoutAMessage() throws Exception {
        try (HandlerHarness harness = HandlerHarness.start(first)) {
            harness.connect("/");

            harness.replaceWith(second);

            await(second.asked);
        }
    }

    @Test
    void leavesASessionInACallbackUntilItHasReturned() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        MessageHandler blocking = (session, message) -> {
            busy.countDown();
            go.await();
            session.send("done");
        };
        try (HandlerHarness harness = HandlerHarness.start(blocking)) {
            TestClient client = harness.connect("/").sendText("a").sendText("b");
            await(busy);

            harness.replaceWith(second);

            assertEquals(List.of("second start none"), calls);
            go.countDown();
            client.expectText("done").expectText("second 1");
        }
    }

    @Test
    void keepsASessionThatIsRefusedWithTheHandlerBeforeAndGivesNewOnesToTheNext() {
        try (HandlerHarness harness = HandlerHarness.start(first)) {
            TestClient client = harness.connect("/").sendText("a").expectText("first 1");

            harness.replaceWith(new Refusing("second"));

            client.sendText("b").expectText("first 2");
            harness.connect("/").sendText("a").expectText("second 1");
        }
        assertEquals(2, calls.stream().filter(call -> call.endsWith(" stop")).count(), calls::toString);
    }

    @Test
    void closesARefusedSessionWith1012WhenItsTimeIsOver() throws Exception {
        HarnessSetup setup = HandlerHarness.of(first).drainTimeout(Duration.ZERO);
        try (HandlerHarness harness = setup.start()) {
            TestClient client = harness.connect("/").sendText("a").expectText("first 1");

            harness.replaceWith(new Refusing("second"));

            client.expectClose(1012);
            await(first.stopped);
            assertTrue(calls.contains("first close 1012"), calls::toString);
        }
    }

    @Test
    void keepsASessionThatCarriesAnObjectOfTheHandlersOwn() {
        MessageHandler carrying = (session, message) -> {
            session.attach(new Counter("own"));
            session.send("carried");
        };
        try (HandlerHarness harness = HandlerHarness.start(carrying)) {
            TestClient client = harness.connect("/").sendText("a").expectText("carried");

            harness.replaceWith(second);

            client.sendText("b").expectText("carried");
            assertEquals(List.of("second start none"), calls, "not even asked");
        }
    }

    @Test
    void keepsASessionWhoseHandOverThrowsAndShowsTheTestWhatWasThrown() {
        IllegalStateException thrown = new IllegalStateException("cannot");
        Counter broken = new Counter("second") {
            @Override
            public boolean onHandOver(Session session) {
                throw thrown;
            }
        };
        try (HandlerHarness harness = HandlerHarness.start(first)) {
            TestClient client = harness.connect("/").sendText("a").expectText("first 1");

            harness.replaceWith(broken);

            client.sendText("b").expectText("first 2");
            assertEquals(
                    List.of(new Fault("onHandOver", harness.faults().getFirst().session(), thrown)), harness.faults());
        }
    }

    @Test
    void goesOnWithTheHandlerBeforeIfTheNextDoesNotStart() {
        Counter stubborn = new Counter("second") {
            @Override
            public void start(HandlerContext context) {
                throw new IllegalStateException("not today");
            }
        };
        try (HandlerHarness harness = HandlerHarness.start(first)) {
            TestClient client = harness.connect("/").sendText("a").expectText("first 1");

            HandlerNotStarted failed = assertThrows(HandlerNotStarted.class, () -> harness.replaceWith(stubborn));

            assertTrue(String.valueOf(failed.getMessage()).contains("not today"), failed::getMessage);
            client.sendText("b").expectText("first 2");
            harness.connect("/").sendText("a").expectText("first 1");
        }
    }

    @Test
    void startsTheNextWithTheSameSettings() {
        try (HandlerHarness harness =
                HandlerHarness.of(first).setting("word", "Hi").start()) {
            harness.replaceWith(second);
        }

        assertTrue(calls.contains("second start Hi"), calls::toString);
    }

    @Test
    void showsEachHandlerTheSessionsItHolds() {
        HandlerContext[] contexts = new HandlerContext[1];
        Counter knowing = new Refusing("second") {
            @Override
            public void start(HandlerContext context) {
                contexts[0] = context;
            }
        };
        try (HandlerHarness harness = HandlerHarness.start(first)) {
            TestClient staying = harness.connect("/").sendText("a").expectText("first 1");
            harness.replaceWith(knowing);
            staying.sendText("b").expectText("first 2");
            harness.connect("/").sendText("a").expectText("second 1");

            assertEquals(1, contexts[0].sessions().size());
        }
    }

    @Test
    void takesSessionsOverIfTheAnnotationSaysSo() {
        try (HandlerHarness harness = HandlerHarness.start(first)) {
            TestClient client = harness.connect("/").sendText("a").expectText("first 1");

            harness.replaceWith(new Stating());

            client.sendText("b").expectText("stated");
        }
    }

    @Test
    void replacesAJarByAJar() {
        Path older = PluginJar.answering("greeting", "session.attach(\"Ada\"); session.send(\"older\");")
                .in(folder.resolve("older"));
        Path newer = PluginJar.answering(
                        "greeting", "session.send(\"newer \" + session.attachment(String.class).orElse(\"?\"));")
                .in(folder.resolve("newer"));
        try (HandlerHarness harness = HandlerHarness.start(older)) {
            TestClient client = harness.connect("/").sendText("a").expectText("older");

            harness.replaceWith(newer);

            client.sendText("b").expectText("newer Ada");
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(20, TimeUnit.SECONDS));
    }
}
