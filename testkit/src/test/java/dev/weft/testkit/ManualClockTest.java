package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ManualClockTest {

    private final ManualClock clock = new ManualClock(new Scene());
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    private Thread after(String name, Duration... delays) {
        clock.expect(delays[0]);
        return Thread.ofVirtual().start(() -> {
            try {
                for (Duration delay : delays) {
                    clock.sleep(delay);
                    events.add(name);
                }
            } catch (InterruptedException stopped) {
                events.add(name + " interrupted");
            }
        });
    }

    @Test
    void wakesInOrderOfTime() {
        after("late", Duration.ofSeconds(3));
        after("early", Duration.ofSeconds(1));
        after("never", Duration.ofSeconds(9));

        clock.advance(Duration.ofSeconds(5));

        assertEquals(List.of("early", "late"), events);
    }

    @Test
    void wakesWhoSleepsAgainAtEachOfItsMoments() {
        Duration second = Duration.ofSeconds(1);
        after("tick", second, second, second, second);
        after("half", Duration.ofMillis(2500));

        clock.advance(Duration.ofMillis(3999));

        assertEquals(List.of("tick", "tick", "half", "tick"), events);
    }

    @Test
    void wakesNobodyBeforeItsTime() {
        after("exact", Duration.ofSeconds(2));

        clock.advance(Duration.ofMillis(1999));
        assertEquals(List.of(), events);

        clock.advance(Duration.ofMillis(1));
        assertEquals(List.of("exact"), events);
    }

    @Test
    void doesNotWaitForWhoNeverCame() {
        clock.expectUntil(clock.expect(Duration.ofSeconds(1)), () -> true);

        clock.advance(Duration.ofSeconds(1));

        assertEquals(List.of(), events);
    }

    @Test
    void letsASleeperBeInterrupted() throws Exception {
        Thread sleeper = after("sleeper", Duration.ofSeconds(1));

        sleeper.interrupt();
        sleeper.join();

        assertEquals(List.of("sleeper interrupted"), events);
    }

    @Test
    void movesTheServersTimeToo() {
        long before = clock.nanoTime();

        clock.advance(Duration.ofHours(1));

        assertTrue(clock.nanoTime() - before >= Duration.ofHours(1).toNanos());
    }

    @Test
    void doesNotGoBack() {
        assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofSeconds(-1)));
    }
}
