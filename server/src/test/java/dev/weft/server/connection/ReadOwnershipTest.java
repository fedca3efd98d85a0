package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class ReadOwnershipTest {

    private final ReadOwnership ownership = new ReadOwnership();

    @Test
    void isNotPromotedWhileItsOwnThreadReads() {
        assertNull(ownership.promote());
        ownership.enter();
        ownership.exit();

        assertNull(ownership.promote());
        assertNull(ownership.inbox());
    }

    @Test
    void isPromotedOnceInTheMidstOfACallbackAndForGood() {
        ownership.enter();

        Inbox inbox = ownership.promote();

        assertNotNull(inbox);
        assertNull(ownership.promote());
        ownership.exit();
        assertSame(inbox, ownership.inbox());
        ownership.enter();
        assertNull(ownership.promote());
        assertSame(inbox, ownership.inbox());
    }
}
