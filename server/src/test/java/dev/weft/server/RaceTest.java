package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The races find what they are run to find. */
class RaceTest {

    /** Counts without a lock, as nobody should. */
    private static final class LosingCounter implements Race.Contest {

        private static final int COUNTS = 100;

        private volatile int count;

        // The other has its chance between the look and the change, however busy the machine is.
        @SuppressWarnings("ThreadPriorityCheck")
        private void count() {
            for (int i = 0; i < COUNTS; i++) {
                int seen = count;
                Thread.yield();
                count = seen + 1;
            }
        }

        @Override
        public List<Race.Step> steps() {
            return List.of(this::count, this::count);
        }

        @Override
        public String outcome() {
            return count == 2 * COUNTS ? "all counted" : "some lost";
        }
    }

    @Test
    void findAnUpdateThatIsLost() {
        AssertionError found = assertThrows(
                AssertionError.class,
                () -> Race.run("losing counter", 2, Set.of("all counted"), random -> new LosingCounter()));

        assertTrue(found.toString().contains("-Dweft.seed="), found::toString);
    }

    @Test
    void failWithWhatAStepThrows() {
        Race.Contest throwing = new Race.Contest() {
            @Override
            public List<Race.Step> steps() {
                return List.of(() -> {}, () -> {
                    throw new IllegalStateException("second step");
                });
            }

            @Override
            public String outcome() {
                return "over";
            }
        };

        AssertionError found =
                assertThrows(AssertionError.class, () -> Race.run("throwing", 2, Set.of("over"), random -> throwing));

        assertTrue(String.valueOf(found.getCause()).contains("-Dweft.seed="), found::toString);
    }
}
