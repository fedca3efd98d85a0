package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class TurnTest {

    private final Turn turn = new Turn();

    @Test
    void isNotPromotedWhileItsOwnThreadReads() {
        assertNull(turn.promote());
        turn.enter();
        turn.exit();

        assertNull(turn.promote());
        assertNull(turn.inbox());
    }

    @Test
    void isPromotedOnceInTheMidstOfACallbackAndForGood() {
        turn.enter();

        Inbox inbox = turn.promote();

        assertNotNull(inbox);
        assertNull(turn.promote());
        turn.exit();
        assertSame(inbox, turn.inbox());
        turn.enter();
        assertNull(turn.promote());
        assertSame(inbox, turn.inbox());
    }
}
