package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.Catchup;
import dev.weft.spi.Message;
import dev.weft.spi.Past;
import dev.weft.spi.Position;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import dev.weft.spi.Topic;
import dev.weft.spi.TopicLimitException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the SPI promises of topics, through the server's own connections. */
@Timeout(60)
class TopicsTest {

    @Test
    void everySubscriberGetsEachMessageThePublisherToo() {
        for (String kind : List.of("live", "kept", "latest")) {
            try (HandlerHarness harness = HandlerHarness.start(new Chat(kind))) {
                TestClient anna = harness.connect("/");
                TestClient ben = harness.connect("/");
                anna.sendText("hello").expectText("hello");
                ben.expectText("hello");
                ben.sendText("hi").expectText("hi");
                anna.expectText("hi");
            }
        }
    }

    @Test
    void oneMayBeLeftOut() {
        Chat chat = new Chat("live") {
            @Override
            public void onMessage(Session session, Message message) {
                room("room").publish(message, session);
                session.send("done");
            }
        };
        try (HandlerHarness harness = HandlerHarness.start(chat)) {
            TestClient anna = harness.connect("/");
            TestClient ben = harness.connect("/");
            anna.sendText("hello").expectText("done");
            ben.expectText("hello");
            ben.sendText("hi").expectText("done");
            anna.expectText("hi");
        }
    }

    @Test
    void whatWasPublishedBeforeIsNotDelivered() throws Exception {
        Chat chat = new Chat("live") {
            @Override
            public void onOpen(Session session) {
                room("room").publish(Message.text("somebody joins"));
                room("room").subscribe(session);
                room("room").publish(Message.text("somebody joined"));
            }
        };
        try (HandlerHarness harness = HandlerHarness.start(chat)) {
            TestClient anna = harness.connect("/").expectText("somebody joined");
            harness.connect("/").expectText("somebody joined");
            anna.expectText("somebody joins").expectText("somebody joined");
        }
    }

    @Test
    void aSessionIsSubscribedOnceAndUntilItEnds() {
        Chat chat = new Chat("live");
        try (HandlerHarness harness = HandlerHarness.start(chat)) {
            TestClient anna = harness.connect("/");
            anna.sendText("a").expectText("a");
            Topic room = chat.room("room");
            assertEquals(1, room.subscribers());
            assertFalse(room.subscribe(chat.last()));

            assertTrue(room.unsubscribe(chat.last()));
            assertFalse(room.unsubscribe(chat.last()));
            assertEquals(0, room.subscribers());
            assertTrue(room.subscribe(chat.last()));

            Session ended = chat.last();
            anna.close().awaitEnd();
            TestClient ben = harness.connect("/");
            ben.sendText("b").expectText("b");
            assertEquals(1, room.subscribers());
            assertFalse(room.subscribe(ended));
            assertThrows(SessionClosedException.class, () -> room.subscribe(ended, new Position("x")));
        }
    }

    @Test
    void kindsAndNamesAreTopicsOfTheirOwn() {
        Chat chat = new Chat("live");
        try (HandlerHarness harness = HandlerHarness.start(chat)) {
            TestClient anna = harness.connect("/");
            anna.sendText("a").expectText("a");
            chat.topics().kept("room").publish(Message.text("kept"));
            chat.topics().live("other").publish(Message.text("other"));
            anna.sendText("b").expectText("b");
        }
    }

    @Test
    void badNamesAreRefused() {
        Chat chat = new Chat("live");
        try (HandlerHarness harness = HandlerHarness.start(chat)) {
            harness.connect("/");
            for (String name : List.of("", " ", "a b", "ä", "a".repeat(129), "a\u0000", "a*")) {
                assertThrows(IllegalArgumentException.class, () -> chat.room(name), name);
            }
            assertEquals("a".repeat(128), chat.room("a".repeat(128)).name());
            assertEquals("A-z_./~:@0", chat.room("A-z_./~:@0").name());
        }
    }

    @Test
    void aLateSubscriberOfALatestTopicGetsTheNewest() {
        try (HandlerHarness harness = HandlerHarness.start(new Chat("latest"))) {
            TestClient anna = harness.connect("/");
            anna.sendText("1").expectText("1").sendText("2").expectText("2");

            harness.connect("/").expectText("2");
        }
    }

    @Test
    void aSlowSubscriberOfALatestTopicSkipsToTheNewest() {
        Chat chat = new Chat("latest");
        try (HandlerHarness harness = HandlerHarness.start(chat)) {
            TestClient anna = harness.connect("/");
            anna.sendText("0").expectText("0").pauseReading();
            for (int i = 1; i <= 1000; i++) {
                chat.room("room").publish(Message.text(Integer.toString(i)));
            }
            anna.resumeReading();

            int seen = 0;
            for (int count = 0; seen < 1000; count++) {
                assertTrue(count < 900, "nothing was skipped");
                seen = Integer.parseInt(anna.nextText());
            }
        }
    }

    @Test
    void historyIsWhatIsKeptOldestFirst() {
        Chat chat = new Chat("kept");
        try (HandlerHarness harness =
                HandlerHarness.of(chat).topics("history-size", "3").start()) {
            harness.connect("/");
            for (int i = 1; i <= 5; i++) {
                chat.room("room").publish(Message.text(Integer.toString(i)));
            }
            assertEquals(List.of("3", "4", "5"), texts(chat.room("room").history(10)));
            assertEquals(List.of("4", "5"), texts(chat.room("room").history(2)));
            assertEquals(List.of(), chat.room("room").history(0));
            assertThrows(IllegalArgumentException.class, () -> chat.room("room").history(-1));
        }
    }

    @Test
    void historyAgesByTheHarnessClock() {
        Chat chat = new Chat("kept");
        try (HandlerHarness harness =
                HandlerHarness.of(chat).topics("history-time", "10m").start()) {
            chat.room("room").publish(Message.text("old"));
            harness.advance(Duration.ofMinutes(6));
            chat.room("room").publish(Message.text("new"));
            assertEquals(List.of("old", "new"), texts(chat.room("room").history(10)));
            harness.advance(Duration.ofMinutes(5));
            assertEquals(List.of("new"), texts(chat.room("room").history(10)));
            harness.advance(Duration.ofMinutes(6));
            assertEquals(List.of(), chat.room("room").history(10));
        }
    }

    private static List<String> texts(List<Past> history) {
        return history.stream()
                .map(Past::message)
                .map(message -> ((Message.Text) message).text())
                .toList();
    }

    @Test
    void aHandlerMayKeepThePositionsItself() {
        Chat chat = new Chat("kept");
        try (HandlerHarness harness = HandlerHarness.start(chat)) {
            TestClient anna = harness.connect("/");
            anna.sendText("1").expectText("1").sendText("2").expectText("2");
            List<Past> history = chat.room("room").history(2);

            assertEquals(
                    Catchup.REPLAYED,
                    chat.room("room").subscribe(chat.last(), history.get(0).position()));
            anna.expectText("2");
            assertEquals(
                    Catchup.UP_TO_DATE,
                    chat.room("room").subscribe(chat.last(), history.get(1).position()));
            assertEquals(Catchup.LOST, chat.room("room").subscribe(chat.last(), new Position("x")));
            anna.sendText("3").expectText("3");
            assertEquals(1, chat.room("room").subscribers());
        }
    }

    @Test
    void limitsHoldAndNameTheirSetting() {
        Chat chat = new Chat("kept");
        try (HandlerHarness harness = HandlerHarness.of(chat)
                .topics("max-subscriptions", "2")
                .topics("max-topics", "3")
                .start()) {
            harness.connect("/").sendText("1").expectText("1");
            assertTrue(chat.room("b").subscribe(chat.last()));
            assertThrows(TopicLimitException.class, () -> chat.room("c").subscribe(chat.last()));
            assertTrue(chat.room("b").unsubscribe(chat.last()));
            assertTrue(chat.room("c").subscribe(chat.last()));

            chat.room("b").publish(Message.text("1"));
            chat.room("c").publish(Message.text("1"));
            TopicLimitException full =
                    assertThrows(TopicLimitException.class, () -> chat.room("d").publish(Message.text("1")));
            assertTrue(String.valueOf(full.getMessage()).contains("--max-topics"), full.toString());
        }
    }

    @Test
    void subscriptionsHistoryAndPositionsSurviveTheHandler() throws Exception {
        Chat older = new Chat("kept");
        try (HandlerHarness harness = HandlerHarness.start(older)) {
            TestClient anna = harness.connect("/").sendText("1").expectText("1");
            Position first = older.room("room").history(1).get(0).position();
            Topic room = older.room("room");
            Chat newer = new Chat("kept");

            harness.replaceWith(newer);
            anna.sendText("2").expectText("2");

            assertEquals(List.of("1", "2"), texts(newer.room("room").history(10)));
            assertEquals(1, newer.room("room").subscribers());
            TestClient ben =
                    harness.connect("/?weft-resume=room:" + first.token()).expectText("\u001eb room");
            assertTrue(ben.nextText().startsWith("\u001em room "));
            ben.expectText("2");
            CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> {
                while (true) {
                    try {
                        room.subscribers();
                        Thread.onSpinWait();
                    } catch (IllegalStateException expected) {
                        return String.valueOf(expected.getMessage()).contains("chat#1 has ended");
                    }
                }
            });
            assertTrue(ended.get(30, TimeUnit.SECONDS));
        }
    }
}
