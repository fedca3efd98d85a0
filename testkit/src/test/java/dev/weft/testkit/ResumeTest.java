package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.Message;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client that understands marks is told when it subscribes and when it comes back. */
@Timeout(60)
class ResumeTest {

    private static final Pattern MARK = Pattern.compile("\u001em (\\S+) (\\S+)");

    private static String token(String mark) {
        Matcher matcher = MARK.matcher(mark);
        assertTrue(matcher.matches(), mark);
        assertEquals("room", matcher.group(1));
        return matcher.group(2);
    }

    @Test
    void aClientThatComesBackGetsWhatItMissedMarked() {
        try (HandlerHarness harness = HandlerHarness.start(new Chat("kept"))) {
            TestClient anna = harness.connect("/?weft-resume=");
            assertTrue(anna.nextText().startsWith("\u001en room "));
            TestClient ben = harness.connect("/");
            ben.sendText("1").expectText("1");
            String first = token(anna.nextText());
            anna.expectText("1").close().awaitEnd();
            ben.sendText("2").expectText("2").sendText("\u001e3").expectText("\u001e3");

            TestClient again = harness.connect("/?x=1&weft-resume=room%3A" + first);

            again.expectText("\u001eb room");
            token(again.nextText());
            again.expectText("2");
            String last = token(again.nextText());
            again.expectText("\u001e\u001e3").expectText("\u001er room ok " + last);
            ben.sendText("4").expectText("4");
            token(again.nextText());
            again.expectText("4");
        }
    }

    @Test
    void whoMissedNothingIsToldSo() {
        try (HandlerHarness harness = HandlerHarness.start(new Chat("kept"))) {
            TestClient anna = harness.connect("/?weft-resume=");
            String newest = anna.nextText();
            assertTrue(newest.startsWith("\u001en room "), newest);

            TestClient again = harness.connect("/?weft-resume=room:" + newest.substring(8));

            again.expectText("\u001er room ok " + newest.substring(8));
            again.sendText("1");
            token(again.nextText());
            again.expectText("1");
        }
    }

    @Test
    void positionsMayComeInTheFirstMessage() {
        Chat chat = new Chat("kept");
        try (HandlerHarness harness = HandlerHarness.start(chat)) {
            chat.room("room").publish(Message.text("1"));
            String first = chat.room("room").history(1).get(0).position().token();
            chat.room("room").publish(Message.text("2"));

            TestClient anna = harness.connect("/?weft-resume=@").sendText("\u001ep other:x,room:" + first);

            anna.expectText("\u001eb room");
            token(anna.nextText());
            anna.expectText("2");
            assertTrue(anna.nextText().startsWith("\u001er room ok "));
            TestClient ben = harness.connect("/?weft-resume=@").sendText("\u001e\u001ehi");
            assertTrue(ben.nextText().startsWith("\u001en room "));
            token(ben.nextText());
            ben.expectText("\u001e\u001ehi");
        }
    }

    @Test
    void whoWasAwayBeyondTheHistoryIsToldThatSomethingIsLost() {
        Chat chat = new Chat("kept");
        try (HandlerHarness harness =
                HandlerHarness.of(chat).topics("history-size", "2").start()) {
            chat.room("room").publish(Message.text("1"));
            String first = chat.room("room").history(1).get(0).position().token();
            chat.room("room").publish(Message.text("2"));
            chat.room("room").publish(Message.text("3"));
            TestClient intime = harness.connect("/?weft-resume=room:" + first).expectText("\u001eb room");
            token(intime.nextText());
            intime.expectText("2");
            chat.room("room").publish(Message.text("4"));

            TestClient late = harness.connect("/?weft-resume=room:" + first);

            String lost = late.nextText();
            assertTrue(lost.startsWith("\u001er room lost "), lost);
            late.sendText("5");
            token(late.nextText());
            late.expectText("5");
        }
    }

    @Test
    void moreThanMaxReplayIsLostAndSoIsAnyForgedToken() {
        Chat chat = new Chat("kept");
        try (HandlerHarness harness =
                HandlerHarness.of(chat).topics("max-replay", "2").start()) {
            chat.room("room").publish(Message.text("0"));
            String zero = chat.room("room").history(1).get(0).position().token();
            chat.room("other").publish(Message.text("0"));
            String other = chat.room("other").history(1).get(0).position().token();
            chat.room("room").publish(Message.text("1"));
            chat.room("room").publish(Message.text("2"));
            assertTrue(harness.connect("/?weft-resume=room:" + zero).nextText().startsWith("\u001eb room"));
            chat.room("room").publish(Message.text("3"));
            for (String token : List.of(zero, other, "x", "-", "1-1", "zzzzzzzzzzzzzzzzzzzz-1", "a".repeat(64))) {
                String answer = harness.connect("/?weft-resume=room:" + token).nextText();
                assertTrue(answer.startsWith("\u001er room lost "), token + " " + answer);
            }
            for (String malformed : List.of("room:", "room", ":", "room:" + "a".repeat(65), "room:a%20b")) {
                String answer = harness.connect("/?weft-resume=" + malformed).nextText();
                assertTrue(answer.startsWith("\u001en room "), malformed + " " + answer);
            }
        }
    }
}
