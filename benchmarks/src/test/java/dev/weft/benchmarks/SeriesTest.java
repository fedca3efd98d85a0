package dev.weft.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeriesTest {

    @Test
    void takesTheMiddleOfAnOddNumber() {
        assertEquals("10.0 (9.00-30.0)", series(30, 9, 10).describe());
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddle() {
        assertEquals(15, series(1, 10, 20, 100).median());
    }

    @Test
    void showsOneValueAlone() {
        assertEquals("7.00", series(7).describe());
    }

    @Test
    void showsThatNothingWasMeasured() {
        assertEquals("-", series().describe());
        assertEquals(Double.NaN, series().median());
    }

    @ParameterizedTest
    @CsvSource({"0.789, 0.79", "6.7, 6.70", "61.04, 61.0", "1500.4, 1500"})
    void roundsToThreeDigits(double value, String text) {
        assertEquals(text, Series.round(value));
    }

    private static Series series(double... values) {
        Series series = new Series();
        for (double value : values) {
            series.add(value);
        }
        return series;
    }
}
