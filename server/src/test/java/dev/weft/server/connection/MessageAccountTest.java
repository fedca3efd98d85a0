package dev.weft.server.connection;

import static dev.weft.server.connection.MessageAccount.KEPT;
import static dev.weft.server.connection.MessageAccount.MESSAGE_OVERHEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MessageAccountTest {

    private final MemoryBudget budget = new MemoryBudget(20_000);
    private final MessageAccount account = new MessageAccount(budget);

    @Test
    void aConnectionThatHasReceivedNothingTakesNothing() {
        assertTrue(account.arriving(0));

        assertEquals(0, budget.used());
    }

    @Test
    void shortMessagesOneAfterTheOtherComeOutOfWhatTheConnectionKeeps() {
        for (int i = 0; i < 100; i++) {
            assertTrue(account.arrived(64));
            assertEquals(KEPT, budget.used());
            account.release(64);
            assertEquals(KEPT, budget.used());
        }
        account.end();

        assertEquals(0, budget.used());
    }

    @Test
    void shortMessagesThatAreHeldCountWithTheirObjects() {
        for (int i = 0; i < 100; i++) {
            assertTrue(account.arrived(1));
        }
        assertEquals(100 * (1 + MESSAGE_OVERHEAD), budget.used());
        assertTrue(account.arrived(0));

        assertEquals(100 * (1 + MESSAGE_OVERHEAD) + MESSAGE_OVERHEAD, budget.used());
    }

    @Test
    void anArrivingMessageTakesWhatItGrowsByFromTheFirstByteOn() {
        assertTrue(account.arriving(1));
        assertEquals(KEPT, budget.used());
        assertTrue(account.arriving(2_000));
        assertEquals(2_000 + MESSAGE_OVERHEAD, budget.used());
        assertTrue(account.arriving(8_192));
        assertEquals(8_192 + MESSAGE_OVERHEAD, budget.used());
        assertFalse(account.arriving(20_000));
        assertEquals(8_192 + MESSAGE_OVERHEAD, budget.used());
        account.end();

        assertEquals(0, budget.used());
    }

    @Test
    void aWholeMessageIsHeldUntilItIsReleasedWhateverArrivesNext() {
        account.arriving(8_192);

        assertTrue(account.arrived(5_000));
        assertEquals(5_000 + MESSAGE_OVERHEAD, budget.used());
        assertTrue(account.arriving(0));
        assertTrue(account.arriving(700));
        assertEquals(5_000 + 700 + 2 * MESSAGE_OVERHEAD, budget.used());
        assertTrue(account.arriving(0));
        account.release(5_000);

        assertEquals(KEPT, budget.used());
    }

    @Test
    void whatTheHandlerStillHoldsAfterTheEndIsGivenBackByIt() {
        account.arrived(10);
        account.arriving(500);

        account.end();
        account.end();
        assertEquals(10 + MESSAGE_OVERHEAD, budget.used());
        account.release(10);

        assertEquals(0, budget.used());
    }

    @Test
    void anInflatedMessageMayBeLargerThanWhatArrived() {
        account.arriving(512);

        assertFalse(account.arrived(20_000));
        assertTrue(account.arrived(19_000));
        assertEquals(19_000 + MESSAGE_OVERHEAD, budget.used());
    }

    @Test
    void thereIsNothingForAFirstMessageIfOthersHoldAll() {
        assertTrue(budget.take(20_000 - KEPT + 1));

        assertFalse(account.arriving(1));
        assertFalse(account.arrived(0));
        assertEquals(20_000 - KEPT + 1, budget.used());
        account.end();

        assertEquals(20_000 - KEPT + 1, budget.used());
    }
}
