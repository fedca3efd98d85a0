package dev.weft.server.resource;

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
}
