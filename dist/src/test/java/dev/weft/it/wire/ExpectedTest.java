package dev.weft.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.wire.Transcript.End;
import dev.weft.it.wire.Transcript.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedTest {

    private static final Expected NOTHING = Expected.parse("end");

    @Test
    void findsJustThatAndTheEnd() {
        Expected expected = Expected.parse("2 times text 'a' then close 1002");

        assertTrue(expected.isExactly(came(End.CLOSED, "text 61", "text 61", "close 1002"), NOTHING));
        assertFalse(expected.isExactly(came(End.CLOSED, "text 61", "close 1002"), NOTHING));
        assertFalse(expected.isExactly(came(End.CLOSED, "text 61", "text 62", "close 1002"), NOTHING));
        assertFalse(expected.isExactly(came(End.CLOSED, "text 61", "text 61", "close 1002", "text 61"), NOTHING));
        assertFalse(expected.isExactly(came(End.RESET, "text 61", "text 61", "close 1002"), NOTHING));
        assertFalse(expected.isExactly(came(End.OPEN, "text 61", "text 61", "close 1002"), NOTHING));
    }

    @Test
    void findsWhatComesAfterwards() {
        Expected expected = Expected.parse("pong then open");

        assertTrue(expected.isExactly(came(End.CLOSED, "pong", "close 1000"), Expected.parse("close 1000")));
        assertFalse(expected.isExactly(came(End.CLOSED, "pong"), Expected.parse("close 1000")));
    }

    @Test
    void looksForHeaderLines() {
        Expected expected = Expected.parse("426 [Upgrade: websocket] [Allow] [no X-Field]");

        assertTrue(expected.isExactly(head("426", "upgrade: websocket", "allow: get"), NOTHING));
        assertFalse(expected.isExactly(head("426", "upgrade: h2c", "allow: get"), NOTHING));
        assertFalse(expected.isExactly(head("426", "upgrade: websocket"), NOTHING));
        assertFalse(expected.isExactly(head("426", "upgrade: websocket", "allow: get", "x-field: 1"), NOTHING));
        assertFalse(expected.isExactly(head("400", "upgrade: websocket", "allow: get"), NOTHING));
    }

    @Test
    void knowsARefusal() {
        assertTrue(Expected.parse("400").isRefusal());
        assertTrue(Expected.parse("text 'a' then close 1002").isRefusal());
        assertFalse(Expected.parse("404 then open").isRefusal());
        assertFalse(NOTHING.isRefusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "40", "text 'a", "nothing", "close 1002 open then"})
    void refusesWhatIsMisspelt(String text) {
        assertThrows(IllegalArgumentException.class, () -> Expected.parse(text));
    }

    private static Transcript came(End end, String... lines) {
        List<Reply> replies = new ArrayList<>();
        for (String line : lines) {
            replies.add(Reply.frame(line));
        }
        return new Transcript(replies, end);
    }

    private static Transcript head(String status, String... fields) {
        return new Transcript(List.of(new Reply(status, List.of(fields))), End.CLOSED);
    }

    @Test
    void isShownWithItsRepeats() {
        assertEquals(
                "2 times text 61 then close | OPEN",
                came(End.OPEN, "text 61", "text 61", "close").toString());
    }
}
