package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CarrierScalerTest {

    private static final int BASE = 2;

    private static int wanted(int spinning, int pinned, int forStarving) {
        return CarrierScaler.wanted(BASE, new CarrierScaler.Kept(spinning, pinned), forStarving);
    }

    @Test
    void staysAtTheBaseWhileNobodyKeepsOne() {
        assertEquals(BASE, wanted(0, 0, 0));
    }

    @Test
    void addsOneForEachThatSpinsUpToALimit() {
        assertEquals(BASE + 3, wanted(3, 0, 0));
        assertEquals(wanted(1_000, 0, 0), wanted(2_000, 0, 0));
        assertTrue(wanted(1_000, 0, 0) <= Math.max(8, 4 * Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void addsTwoForEachThatIsPinnedUpToTheJvmsOwnLimit() {
        assertEquals(BASE + 2 * 64, wanted(0, 64, 0));
        assertEquals(256, wanted(0, 1_000, 0));
    }

    @Test
    void addsWhatStarvingThreadsNeedWhoeverStarvesThem() {
        assertEquals(BASE + 16, wanted(0, 1, 16));
        assertEquals(BASE + 2 * 64, wanted(0, 64, 16));
        assertEquals(256, wanted(0, 0, 1_000));
    }
}
