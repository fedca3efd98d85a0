package dev.weft.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

    private static final Duration SHORT = Duration.ofMillis(9_999);
    private static final Duration STABLE = Duration.ofSeconds(10);
    private static final Ending BROKEN = new Ending.Broken("reset");

    private double chance = 0.5;

    private final Backoff backoff = new Backoff(new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public double nextDouble() {
            return chance;
        }
    });

    private long wait(Ending ending, Duration lived) {
        return backoff.after(ending, lived).orElseThrow().toMillis();
    }

    @Test
    void doublesTheLongestWaitWithEachLossUpToHalfAMinute() {
        for (long expected : new long[] {500, 1000, 2000, 4000, 8000, 15_000, 15_000}) {
            assertEquals(expected, wait(BROKEN, SHORT));
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(15_000, wait(BROKEN, SHORT));
        }
    }

    @Test
    void beginsAnewAfterAConnectionThatLasted() {
        wait(BROKEN, SHORT);
        wait(BROKEN, SHORT);

        assertEquals(500, wait(BROKEN, STABLE));
        assertEquals(1000, wait(BROKEN, SHORT));
    }

    @ParameterizedTest
    @CsvSource({"0, 4000", "0.5, 6000", "0.75, 7000"})
    void waitsLongerForAServerThatRestartsOrIsFullOrRefuses(double luck, long expected) {
        chance = luck;

        assertEquals(expected, wait(new Ending.Closed(1012, ""), STABLE));
        assertEquals(2 * expected, wait(new Ending.Closed(1013, ""), SHORT));
        assertEquals((long) (30_000 * (0.5 + luck / 2)), backoff.afterFailure().toMillis());
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1005, 1010, 1011, 1014, 2999})
    void connectsAgainAsAfterALoss(int code) {
        assertEquals(500, wait(new Ending.Closed(code, ""), SHORT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1002, 1003, 1007, 1008, 1009, 3000, 4999})
    void doesNotConnectAgainWhenTheServerIsDoneOrFindsTheClientWrong(int code) {
        assertEquals(Optional.empty(), backoff.after(new Ending.Closed(code, ""), STABLE));
    }

    @Test
    void doesNotConnectAgainWhenThisSideGaveUp() {
        assertEquals(Optional.empty(), backoff.after(new Ending.GivenUp("too large"), STABLE));
    }

    @Test
    void mayWaitNotAtAllAfterALoss() {
        chance = 0;

        assertEquals(0, wait(BROKEN, SHORT));
    }
}
