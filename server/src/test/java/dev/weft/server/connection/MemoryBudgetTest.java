package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private final MemoryBudget budget = new MemoryBudget(10_000);

    @Test
    void lendsUpToItsLimitAndNothingBeyond() {
        assertTrue(budget.take(10_000));
        assertFalse(budget.take(1));
        budget.giveBack(1);

        assertTrue(budget.take(1));
        assertEquals(10_000, budget.used());
    }

    @Test
    void aRefusalTakesNothing() {
        assertFalse(budget.take(10_001));

        assertEquals(0, budget.used());
    }

    @Test
    void anArrivingMessageTakesWhatItGrowsBy() {
        MessageAccount account = new MessageAccount(budget);

        assertTrue(account.arriving(4_095));
        assertEquals(0, budget.used());
        assertTrue(account.arriving(4_096));
        assertTrue(account.arriving(8_192));
        assertEquals(8_192, budget.used());
        assertFalse(account.arriving(10_001));
        assertEquals(8_192, budget.used());
        account.end();
        assertEquals(0, budget.used());
    }

    @Test
    void aWholeMessageIsHeldUntilItIsReleasedWhateverArrivesNext() {
        MessageAccount account = new MessageAccount(budget);
        account.arriving(8_192);

        assertTrue(account.arrived(5_000));
        assertEquals(5_000, budget.used());
        assertTrue(account.arriving(0));
        assertEquals(5_000, budget.used());
        account.release(5_000);
        assertEquals(0, budget.used());
    }

    @Test
    void anInflatedMessageMayBeLargerThanWhatArrived() {
        MessageAccount account = new MessageAccount(budget);
        account.arriving(512);

        assertFalse(account.arrived(10_001));
        assertTrue(account.arrived(10_000));
        assertEquals(10_000, budget.used());
    }
}
