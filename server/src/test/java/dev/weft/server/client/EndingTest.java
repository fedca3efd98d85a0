package dev.weft.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.server.client.Ending.Closer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {

    @ParameterizedTest
    @CsvSource({"1000,0", "1001,0", "1005,0", "1002,3", "1011,3", "1012,3", "3000,3", "4999,3"})
    void judgesTheServersClose(int code, int expected) {
        assertEquals(expected, new Ending.Closed(code, "").exitStatus(Closer.SERVER));
    }

    @Test
    void isContentWithItsOwnClose() {
        assertEquals(0, new Ending.Closed(1011, "").exitStatus(Closer.THIS_SIDE));
    }

    @Test
    void isNeverContentWithALostConnection() {
        assertEquals(1, new Ending.Broken("reset").exitStatus(Closer.SERVER));
        assertEquals(1, new Ending.Broken("reset").exitStatus(Closer.THIS_SIDE));
        assertEquals(1, new Ending.GivenUp("too large").exitStatus(Closer.SERVER));
    }

    @Test
    void describesACloseWithAndWithoutAReason() {
        assertEquals("closed with 1013, try again later", new Ending.Closed(1013, "").describe());
        assertEquals("closed with 4001, private to the application: bye", new Ending.Closed(4001, "bye").describe());
        assertEquals(
                "closed with 3000, registered for a library or an application", new Ending.Closed(3000, "").describe());
    }

    @Test
    void escapesWhatTheServerWrote() {
        assertEquals("closed with 1000, normal closure: \\x1B[2J", new Ending.Closed(1000, "\u001b[2J").describe());
        assertEquals("connection lost (1006): a\\nb", new Ending.Broken("a\nb").describe());
        assertEquals("connection lost (1006): a\\nb", new Ending.GivenUp("a\nb").describe());
    }
}
