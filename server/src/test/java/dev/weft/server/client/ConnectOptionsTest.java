package dev.weft.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.server.client.ConnectOptions.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectOptionsTest {

    @Test
    void parsesAHeaderAtItsFirstColon() {
        assertEquals(
                new Header("Origin", "https://example.org:8080"), Header.parse("Origin: https://example.org:8080"));
        assertEquals(new Header("X-Empty", ""), Header.parse("X-Empty:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Origin", ": value"})
    void refusesAHeaderWithoutAName(String field) {
        assertThrows(IllegalArgumentException.class, () -> Header.parse(field));
    }
}
