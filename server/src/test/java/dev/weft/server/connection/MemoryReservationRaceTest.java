package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.server.Race;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** One thread receives messages while another handles them and gives them back: what was taken is all given back. */
class MemoryReservationRaceTest {

    private static final int MESSAGES = 300;

    /** So little that now and then there is not enough. */
    private static final int BUDGET = 6_000;

    @Test
    void theBudgetHasEverythingBackWhoeverIsLast() throws Exception {
        Race.run("message account", 2, Set.of("all is back"), Connection::new);
    }

    private static final class Connection implements Race.Contest {

        private final MemoryBudget budget = new MemoryBudget(BUDGET);
        private final MemoryReservation reservation = new MemoryReservation(budget);
        private final Queue<Integer> held = new ConcurrentLinkedQueue<>();
        private final Random sizes;
        private volatile boolean received;

        Connection(Random random) {
            sizes = new Random(random.nextLong());
        }

        @Override
        public List<Race.Step> steps() {
            return List.of(this::receive, this::handle);
        }

        private void receive() {
            for (int i = 0; i < MESSAGES; i++) {
                int size = sizes.nextInt(2_000);
                if (reservation.arriving(size / 2) && reservation.arrived(size)) {
                    held.add(size);
                }
            }
            reservation.end();
            received = true;
        }

        private void handle() {
            boolean last;
            do {
                last = received;
                for (Integer size = held.poll(); size != null; size = held.poll()) {
                    reservation.release(size);
                }
                Thread.onSpinWait();
            } while (!last);
        }

        @Override
        public String outcome() {
            assertEquals(0, budget.used());
            return "all is back";
        }
    }
}
