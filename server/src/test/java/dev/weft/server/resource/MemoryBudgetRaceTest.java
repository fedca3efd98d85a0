package dev.weft.server.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.server.Race;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several connections take of one budget at the same time. */
class MemoryBudgetRaceTest {

    private final MemoryBudget budget = new MemoryBudget(100);

    /** Why 2,000? Two threads rarely meet within a few nanoseconds. */
    private static final int TIMES = 2_000;

    @Test
    void whoAsksForTooMuchHindersNobody() throws Exception {
        Race.run("budget, one asks for too much", 2, Set.of("never refused"), random -> new Race.Contest() {
            private int refused;

            @Override
            public List<Race.Step> steps() {
                return List.of(this::takeTooMuch, this::takeAndGiveBack);
            }

            private void takeTooMuch() {
                for (int i = 0; i < TIMES; i++) {
                    assertEquals(false, budget.take(101));
                }
            }

            private void takeAndGiveBack() {
                for (int i = 0; i < TIMES; i++) {
                    boolean taken = budget.take(50);
                    refused += taken ? 0 : 1;
                    budget.giveBack(taken ? 50 : 0);
                }
            }

            @Override
            public String outcome() {
                assertEquals(0, budget.used());
                return refused == 0 ? "never refused" : "refused although there was room";
            }
        });
    }

    @Test
    void nothingIsLentTwice() throws Exception {
        Race.run("budget, two want the same", 2, Set.of("one at a time"), random -> new Race.Contest() {
            private final AtomicInteger holders = new AtomicInteger();
            private final AtomicInteger together = new AtomicInteger();

            @Override
            public List<Race.Step> steps() {
                return List.of(this::takeAndGiveBack, this::takeAndGiveBack);
            }

            private void takeAndGiveBack() {
                for (int i = 0; i < TIMES; i++) {
                    if (budget.take(60)) {
                        together.addAndGet(holders.incrementAndGet() - 1);
                        holders.decrementAndGet();
                        budget.giveBack(60);
                    }
                }
            }

            @Override
            public String outcome() {
                assertEquals(0, budget.used());
                return together.get() == 0 ? "one at a time" : "two at once";
            }
        });
    }
}
