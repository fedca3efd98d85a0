package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpStatusTest {

    @Test
    void readsAsInAStatusLine() {
        assertEquals("426 Upgrade Required", HttpStatus.UPGRADE_REQUIRED.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 600, 1000})
    void hasThreeDigits(int code) {
        assertThrows(IllegalArgumentException.class, () -> new HttpStatus(code, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\tb", "\u00e9", "\u007f"})
    void hasAReasonThatFitsOneLine(String reason) {
        assertThrows(IllegalArgumentException.class, () -> new HttpStatus(200, reason));
    }
}
