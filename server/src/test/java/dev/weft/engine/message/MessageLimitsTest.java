package dev.weft.engine.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageLimitsTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1048576, 65536", "2147483647, 2147483647"})
    void takesAnySizeAndAtLeastOneFragment(int maxSize, int maxFragments) {
        MessageLimits limits = new MessageLimits(maxSize, maxFragments);

        assertEquals(maxSize, limits.maxSize());
        assertEquals(maxFragments, limits.maxFragments());
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "0, -1", "-2147483648, -2147483648"})
    void refusesLess(int maxSize, int maxFragments) {
        assertThrows(IllegalArgumentException.class, () -> new MessageLimits(maxSize, maxFragments));
    }

    @Test
    void saysWhatItTakes() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new MessageLimits(-1, 1));

        assertEquals("maxSize must be 0 or more, maxFragments 1 or more", refused.getMessage());
    }
}
