package dev.weft.plugin.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handler;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.testkit.HandlerHarness;
import dev.weft.testkit.HarnessSetup;
import dev.weft.testkit.TestClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

/** Clients of the handler, on the server's own topics. */
class ChannelsHandlerTest {

    private static final String MARK = "\u001e";

    private static final Map<String, String> SETTINGS = Map.of(
            "topics.chat/", "kept subscribe,publish,history",
            "topics.news/", "kept subscribe",
            "topics.drop/", "kept publish",
            "topics.live/", "live subscribe,publish",
            "topics.state/", "latest subscribe,publish,history");

    private static HarnessSetup harness() {
        return HandlerHarness.of(new ChannelsHandler()).settings(SETTINGS);
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":1}";
    }

    private static String result(String json) {
        return "{\"jsonrpc\":\"2.0\",\"result\":" + json + ",\"id\":1}";
    }

    private static String error(int code, String message) {
        return "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"},\"id\":1}";
    }

    private static String message(String topic, String data) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"message\",\"params\":{\"topic\":\"" + topic + "\",\"data\":" + data
                + "}}";
    }

    private static TestClient subscribed(HandlerHarness harness, String target, String topic) {
        TestClient client = harness.connect(target).sendText(request("subscribe", "[\"" + topic + "\"]"));
        String answer = client.nextText();
        while (answer.startsWith(MARK)) {
            answer = client.nextText();
        }
        assertTrue(answer.contains("\"result\":{\"kind\""), answer);
        return client;
    }

    private static TestClient published(TestClient client, String topic, String data) {
        return client.sendText(request("publish", "[\"" + topic + "\"," + data + "]"));
    }

    @Test
    void everySubscriberGetsAMessageAndThePublisherToo() {
        try (HandlerHarness harness = harness().start()) {
            TestClient anna = subscribed(harness, "/", "chat/a");
            TestClient ben = subscribed(harness, "/", "chat/a");
            TestClient elsewhere = subscribed(harness, "/", "chat/b");
            published(anna, "chat/a", "{\"text\":\"hi\"}");

            ben.expectText(message("chat/a", "{\"text\":\"hi\"}"));
            List<String> both = List.of(anna.nextText(), anna.nextText());
            assertTrue(
                    both.contains(message("chat/a", "{\"text\":\"hi\"}")) && both.contains(result("true")),
                    both::toString);
            elsewhere.expectNothing();
        }
    }

    @Test
    void aSubscriptionEndsWhenItIsWished() {
        try (HandlerHarness harness = harness().start()) {
            TestClient anna = subscribed(harness, "/", "live/a");
            anna.sendText(request("subscribe", "[\"live/a\"]"))
                    .expectText(result("{\"kind\":\"live\",\"may\":[\"subscribe\",\"publish\"]}"))
                    .sendText(request("unsubscribe", "[\"live/a\"]"))
                    .expectText(result("true"))
                    .sendText(request("unsubscribe", "[\"live/a\"]"))
                    .expectText(result("false"));
            published(anna, "live/a", "1").expectText(result("true")).expectNothing();
        }
    }

    @Test
    void whatTheRulesDoNotGrantIsRefused() {
        try (HandlerHarness harness = harness().start()) {
            TestClient client = harness.connect("/");
            published(client, "news/a", "1").expectText(error(-32002, "Not allowed"));
            client.sendText(request("history", "[\"news/a\"]")).expectText(error(-32002, "Not allowed"));
            client.sendText(request("subscribe", "[\"drop/a\"]")).expectText(error(-32002, "Not allowed"));
            published(client, "drop/a", "1").expectText(result("true"));
            client.sendText(request("history", "[\"live/a\"]")).expectText(error(-32002, "Not allowed"));
            for (String method : List.of("subscribe", "unsubscribe", "history")) {
                client.sendText(request(method, "[\"public/a\"]")).expectText(error(-32001, "No such topic"));
            }
            published(client, "public/a", "1").expectText(error(-32001, "No such topic"));
        }
    }

    @Test
    void aHistoryIsOldestFirst() {
        try (HandlerHarness harness = harness().topics("history-size", "3").start()) {
            TestClient client = harness.connect("/");
            client.sendText(request("history", "[\"chat/a\"]")).expectText(result("[]"));
            for (int i = 1; i <= 5; i++) {
                published(client, "chat/a", "{\"n\":" + i + ".0}").expectText(result("true"));
            }
            String all = client.sendText(request("history", "{\"topic\":\"chat/a\"}"))
                    .nextText();
            assertEquals(
                    result("[{\"data\":{\"n\":3.0},P,T},{\"data\":{\"n\":4.0},P,T},{\"data\":{\"n\":5.0},P,T}]"),
                    all.replaceAll("\"position\":\"[\\w.-]+\"", "P").replaceAll("\"time\":\"[-0-9T:.]+Z\"", "T"));
            String last = client.sendText(request("history", "[\"chat/a\",1]")).nextText();
            assertTrue(last.contains("{\"n\":5.0}") && !last.contains("{\"n\":4.0}"), last);
            harness.advance(Duration.ofMinutes(11));
            client.sendText(request("history", "[\"chat/a\"]")).expectText(result("[]"));
        }
    }

    @Test
    void aLateSubscriberOfALatestTopicGetsTheNewestBeforeTheAnswer() {
        try (HandlerHarness harness = harness().start()) {
            TestClient anna = harness.connect("/");
            published(anna, "state/a", "1").expectText(result("true"));
            published(anna, "state/a", "2").expectText(result("true"));
            harness.connect("/")
                    .sendText(request("subscribe", "[\"state/a\"]"))
                    .expectText(message("state/a", "2"))
                    .expectText(result("{\"kind\":\"latest\",\"may\":[\"subscribe\",\"publish\",\"history\"]}"));
        }
    }

    @Test
    void whoComesBackGetsWhatItMissedBeforeTheAnswer() {
        try (HandlerHarness harness = harness().topics("history-size", "3").start()) {
            TestClient ben = harness.connect("/");
            TestClient anna = subscribed(harness, "/?weft-resume=", "chat/a");
            published(ben, "chat/a", "1").expectText(result("true"));
            String mark = anna.nextText();
            assertTrue(mark.startsWith(MARK + "m chat/a "), mark);
            String seen = mark.substring((MARK + "m chat/a ").length());
            anna.expectText(message("chat/a", "1")).drop();
            published(ben, "chat/a", "2").expectText(result("true"));
            published(ben, "chat/a", "3").expectText(result("true"));

            TestClient again = harness.connect("/?weft-resume=chat/a:" + seen)
                    .sendText(request("subscribe", "[\"chat/a\"]"))
                    .expectText(MARK + "b chat/a");
            assertTrue(again.nextText().startsWith(MARK + "m chat/a "));
            again.expectText(message("chat/a", "2"));
            assertTrue(again.nextText().startsWith(MARK + "m chat/a "));
            again.expectText(message("chat/a", "3"));
            assertTrue(again.nextText().startsWith(MARK + "r chat/a ok "));
            again.expectText(result("{\"kind\":\"kept\",\"may\":[\"subscribe\",\"publish\",\"history\"]}"));

            TestClient forged =
                    harness.connect("/?weft-resume=chat/a:forged").sendText(request("subscribe", "[\"chat/a\"]"));
            assertTrue(forged.nextText().startsWith(MARK + "r chat/a lost "));
        }
    }

    @Test
    void onlySoManySubscriptionsAreTaken() {
        try (HandlerHarness harness = harness().topics("max-subscriptions", "2").start()) {
            TestClient client = subscribed(harness, "/", "chat/a");
            client.sendText(request("subscribe", "[\"chat/b\"]")).nextText();
            client.sendText(request("subscribe", "[\"chat/c\"]"))
                    .expectText(error(-32003, "Too many topics or subscriptions"));
        }
    }

    @Test
    void sessionsAndSubscriptionsMoveToANewVersion() {
        try (HandlerHarness harness = harness().start()) {
            TestClient anna = subscribed(harness, "/", "chat/a");
            harness.replaceWith(new ChannelsHandler());
            published(harness.connect("/"), "chat/a", "1").expectText(result("true"));
            anna.expectText(message("chat/a", "1"));
            published(anna, "news/a", "1").expectText(error(-32002, "Not allowed"));
        }
    }

    @Test
    void aSessionThatWasOpenedUnderOtherRulesIsNotTakenOver() {
        ChannelsHandler same = started(SETTINGS);
        ChannelsHandler other = started(Map.of("topics.chat/", "kept subscribe"));
        Session session = mock(Session.class);
        started(SETTINGS).onOpen(session);
        ArgumentCaptor<String> attached = ArgumentCaptor.captor();
        verify(session).attach(attached.capture());
        when(session.attachment(String.class)).thenReturn(Optional.of(attached.getValue()));

        assertTrue(same.onHandOver(session));
        assertFalse(other.onHandOver(session));
        when(session.attachment(String.class)).thenReturn(Optional.empty());
        assertFalse(same.onHandOver(session));
    }

    private static ChannelsHandler started(Map<String, String> settings) {
        ChannelsHandler handler = new ChannelsHandler();
        HandlerHarness.start(handler, settings).close();
        return handler;
    }

    @Test
    void understandsItsOwnExamples() {
        try (HandlerHarness harness = HandlerHarness.start(new ChannelsHandler())) {
            TestClient client = harness.connect("/");
            String[] examples =
                    ChannelsHandler.class.getAnnotation(Handler.class).examples();
            assertEquals(3, examples.length);
            for (String example : examples) {
                client.sendText(example);
            }
            // The second one is answered twice: its sender is a subscriber.
            for (int i = 0; i < 4; i++) {
                String answer = client.nextText();
                assertFalse(answer.contains("\"error\""), answer);
            }
        }
    }

    @Test
    void closesASessionThatSendsBinaryWith1003() {
        try (HandlerHarness harness = harness().start()) {
            CloseStatus status =
                    harness.connect("/").sendBinary((byte) '[', (byte) ']').expectClose(1003);
            assertEquals("JSON must be sent as text", status.reason());
        }
    }

    @Test
    void isFoundByServiceLoaderUnderItsId() {
        Class<?> found = ServiceLoader.load(MessageHandler.class).stream()
                .map(ServiceLoader.Provider::type)
                .findFirst()
                .orElseThrow();

        assertEquals(ChannelsHandler.class, found);
        assertEquals("channels", found.getAnnotation(Handler.class).value());
    }
}
