package dev.weft.plugin.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.weft.spi.BrokerException;
import dev.weft.spi.Message;
import dev.weft.spi.Past;
import dev.weft.spi.Position;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import dev.weft.spi.Topic;
import dev.weft.spi.TopicLimitException;
import dev.weft.spi.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;

/** What is answered, whatever the topics do. */
class JsonRpcTest {

    private final Topics topics = mock(Topics.class);
    private final Topic topic = mock(Topic.class);
    private final Session session = mock(Session.class);
    private final List<String> faults = new ArrayList<>();
    private final JsonRpc rpc = new JsonRpc(
            new Channels(new Rules(List.of(new Rule("a", Kind.KEPT, EnumSet.allOf(Right.class))), 100), topics),
            (method, fault) -> faults.add(method + ": " + fault.getMessage()));

    @BeforeEach
    void prepare() {
        when(topics.kept(anyString())).thenReturn(topic);
        when(topic.name()).thenReturn("a");
    }

    private String answer(String text) {
        return rpc.answer(text, session);
    }

    private String call(String method, String params) {
        return answer("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":1}");
    }

    private static String error(int code, String message) {
        return "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"},\"id\":1}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "\"text\"",
                "null",
                "true",
                "{}",
                "{\"jsonrpc\":2.0,\"method\":\"history\"}",
                "{\"jsonrpc\":\"1.0\",\"method\":\"history\"}",
                "{\"method\":\"history\"}",
                "{\"jsonrpc\":\"2.0\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":null}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"history\",\"params\":\"a\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"history\",\"params\":null}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"history\",\"id\":true}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"history\",\"id\":[1]}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"history\",\"id\":{}}",
            })
    void whatIsNoRequestIsRefused(String document) {
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request\"},\"id\":null}",
                answer(document));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-1",
                "1.50",
                "1e2",
                "1E+400",
                "12345678901234567890123",
                "\"\"",
                "\"ß\\ud800\"",
                "null"
            })
    void theIdIsEchoedAsItIs(String id) {
        String result =
                answer("{\"jsonrpc\":\"2.0\",\"method\":\"unsubscribe\",\"params\":[\"a\"],\"id\": " + id + " }");
        assertEquals("{\"jsonrpc\":\"2.0\",\"result\":false,\"id\":" + id + "}", result);
        String refused = answer("{\"id\": " + id + ",\"jsonrpc\":\"2.0\",\"method\":1}");
        assertTrue(refused.endsWith("\"id\":" + id + "}"), refused);
    }

    @Test
    void aNameThatOccursTwiceIsRefused() {
        assertTrue(answer("{\"jsonrpc\":\"2.0\",\"method\":\"publish\",\"method\":\"history\",\"id\":1}")
                .contains("-32600"));
        assertTrue(
                call("publish", "{\"topic\":\"a\",\"topic\":\"b\",\"data\":1}").contains("-32600"));
        verify(topic, never()).publish(any());
    }

    @Test
    void aNotificationIsCarriedOutAndNotAnswered() {
        assertEquals("", answer("{\"jsonrpc\":\"2.0\",\"method\":\"publish\",\"params\":[\"a\",1]}"));
        verify(topic).publish(any());
        assertEquals("", answer("{\"jsonrpc\":\"2.0\",\"method\":\"publish\",\"params\":[\"b\",1]}"));
    }

    @Test
    void aHistoryThatNobodyGetsIsNotRead() {
        assertEquals("", answer("{\"jsonrpc\":\"2.0\",\"method\":\"history\",\"params\":[\"a\"]}"));

        verify(topic, never()).history(anyInt());
    }

    @Test
    void whatIsPublishedIsTheWholeNotification() {
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"result\":true,\"id\":1}",
                call("publish", "{\"data\": {\"n\" : 1.0e2, \"s\":\"\\ud800\"} , \"topic\":\"\\u0061\"}"));
        ArgumentCaptor<Message> published = ArgumentCaptor.forClass(Message.class);
        verify(topic).publish(published.capture());
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"method\":\"message\",\"params\":{\"topic\":\"a\","
                        + "\"data\":{\"n\" : 1.0e2, \"s\":\"\\ud800\"}}}",
                ((Message.Text) published.getValue()).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "subscribe|[]|topic: 1 to 128",
                "subscribe|{}|topic: 1 to 128",
                "subscribe|[\"\"]|topic: 1 to 128",
                "subscribe|[\"a b\"]|topic: 1 to 128",
                "subscribe|[\"a,b\"]|topic: 1 to 128",
                "subscribe|[\"ä\"]|topic: 1 to 128",
                "subscribe|[\"a\\n\"]|topic: 1 to 128",
                "subscribe|[7]|topic: 1 to 128",
                "subscribe|[\"a\",1]|expected: topic",
                "subscribe|{\"topic\":\"a\",\"limit\":1}|expected: topic",
                "unsubscribe|[null]|topic: 1 to 128",
                "publish|[\"a\"]|data: any JSON of at most 100 characters",
                "publish|{\"topic\":\"a\",\"Data\":1}|expected: topic, data",
                "history|[\"a\",0]|limit: a whole number from 1 to 256",
                "history|[\"a\",257]|limit: a whole number from 1 to 256",
                "history|[\"a\",-1]|limit: a whole number from 1 to 256",
                "history|[\"a\",1.5]|limit: a whole number from 1 to 256",
                "history|[\"a\",\"7\"]|limit: a whole number from 1 to 256",
                "history|[\"a\",null]|limit: a whole number from 1 to 256",
                "history|[\"a\",99999999999]|limit: a whole number from 1 to 256",
                "history|[\"a\",1,1]|expected: topic, limit",
            })
    void paramsThatDoNotFitAreNamed(String method, String params, String data) {
        String answer = call(method, params);
        assertTrue(
                answer.startsWith(
                        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32602,\"message\":\"Invalid params\",\"data\":\""
                                + data),
                answer);
    }

    @Test
    void dataAndNamesAreTakenUpToTheirLimits() {
        String longest = "\"" + "x".repeat(98) + "\"";
        assertTrue(call("publish", "[\"a\"," + longest + "]").contains("true"));
        assertTrue(call("publish", "[\"a\",[" + longest + "]]").contains("-32602"));
        assertTrue(call("subscribe", "[\"" + "a".repeat(128) + "\"]").contains("kept"));
        assertTrue(call("subscribe", "[\"" + "a".repeat(129) + "\"]").contains("-32602"));
    }

    @Test
    void whoIsThereIsNotKnownYet() {
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32601,\"message\":\"Method not found\","
                        + "\"data\":\"this version does not know who is there\"},\"id\":1}",
                call("presence", "[\"a\"]"));
    }

    @Test
    void whatTheServerRefusesHasACodeOfItsOwn() {
        when(topic.subscribe(session)).thenThrow(new TopicLimitException("--max-subscriptions"));
        assertEquals(error(-32003, "Too many topics or subscriptions"), call("subscribe", "[\"a\"]"));
        when(topic.history(anyInt())).thenThrow(new BrokerException("redis://user:secret@host is away"));
        assertEquals(error(-32004, "Storage failed"), call("history", "[\"a\"]"));
        assertEquals(List.of(), faults);
    }

    @Test
    void aFaultIsReportedAndNotTold() {
        when(topic.unsubscribe(session)).thenThrow(new IllegalStateException("a secret"));
        assertEquals(error(-32603, "Internal error"), call("unsubscribe", "[\"a\"]"));
        assertEquals(List.of("unsubscribe: a secret"), faults);
    }

    @Test
    void aSessionThatIsOverIsNoFault() {
        when(topic.subscribe(session)).thenThrow(new SessionClosedException(1));
        assertThrows(SessionClosedException.class, () -> call("subscribe", "[\"a\"]"));
    }

    @Test
    void aBatchIsLimited() {
        String request = "{\"jsonrpc\":\"2.0\",\"method\":\"unsubscribe\",\"params\":[\"a\"],\"id\":1}";
        String most = String.join(",", Collections.nCopies(JsonRpc.MAX_BATCH, request));
        assertEquals(JsonRpc.MAX_BATCH, answer("[" + most + "]").split("false", -1).length - 1);
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request\","
                        + "\"data\":\"a batch has at most 100 requests\"},\"id\":null}",
                answer("[" + most + "," + request + "]"));
    }

    private static Past past(int number, int size) {
        return new Past(
                new Position("p" + number),
                Instant.EPOCH.plusSeconds(number),
                Notification.of("a", "\"" + "x".repeat(size) + "\""));
    }

    @Test
    void aHistoryHasTheNewestThatAreNotTooLongTogether() {
        List<Past> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(past(i, 60_000));
        }
        when(topic.history(anyInt()))
                .thenAnswer(call -> all.subList(Math.max(0, 40 - call.<Integer>getArgument(0)), 40));

        String answer = call("history", "[\"a\",256]");
        // 17 of 60,000 characters, and what is around them, are less than 1 Mi.
        assertEquals(17, answer.split("\"position\"", -1).length - 1);
        assertTrue(answer.contains("p39") && answer.contains("p23") && !answer.contains("p22"));
        assertTrue(answer.indexOf("p23") < answer.indexOf("p39"), "oldest first");
        assertEquals(3, call("history", "[\"a\",3]").split("\"position\"", -1).length - 1);

        when(topic.history(anyInt())).thenReturn(List.of(past(1, 2_000_000)));
        assertTrue(call("history", "[\"a\"]").contains("p1"), "the newest in any case");
    }

    @Test
    void aBatchWithLongAnswersIsCutWithAnError() {
        when(topic.history(anyInt())).thenReturn(List.of(past(1, 600_000)));
        String ask = "{\"jsonrpc\":\"2.0\",\"method\":\"history\",\"params\":[\"a\"],\"id\":7}";
        String notification = "{\"jsonrpc\":\"2.0\",\"method\":\"publish\",\"params\":[\"a\",1]}";
        String answer = answer("[" + String.join(",", Collections.nCopies(4, ask)) + "," + notification + "]");
        verify(topic).publish(any());
        assertTrue(!answer.contains("\"id\":null"), "a notification is carried out, and gets no answer");
        assertEquals(2, answer.split("\"position\"", -1).length - 1);
        assertEquals(2, answer.split("\"code\":-32005,", -1).length - 1);
        assertEquals(4, answer.split("\"id\":7", -1).length - 1);
    }
}
