package dev.weft.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatencyHistogramTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 127, 128, 129, 255, 256, 1_000, 65_535, 123_456_789, Long.MAX_VALUE})
    void findsAValueAgainWithin2Percent(long value) {
        LatencyHistogram histogram = new LatencyHistogram();

        histogram.record(value);

        long found = histogram.percentile(0.5);
        assertTrue(found <= value, () -> found + " is above " + value);
        assertTrue(value - found <= value / 64, () -> found + " is too far below " + value);
    }

    @Test
    void ordersPercentiles() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 1; i <= 100; i++) {
            histogram.record(i);
        }

        assertEquals(50, histogram.percentile(0.50));
        assertEquals(99, histogram.percentile(0.99));
        assertEquals(100, histogram.percentile(1.00));
    }

    @Test
    void addsAnother() {
        LatencyHistogram sum = new LatencyHistogram();
        LatencyHistogram other = new LatencyHistogram();
        sum.record(5);
        other.record(7);

        sum.add(other);

        assertEquals(2, sum.total());
        assertEquals(7, sum.percentile(1));
    }

    @Test
    void hasNoPercentilesWithoutValues() {
        assertEquals(0, new LatencyHistogram().percentile(0.99));
    }
}
