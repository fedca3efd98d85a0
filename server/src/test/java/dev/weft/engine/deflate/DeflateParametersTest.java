package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateParametersTest {

    private static final OptionalInt ABSENT = OptionalInt.empty();

    @Test
    void namesOnlyTheExtensionWhenNothingIsRestricted() {
        DeflateParameters parameters =
                new DeflateParameters(ContextTakeover.ALLOWED, ContextTakeover.ALLOWED, ABSENT, ABSENT);

        assertEquals("permessage-deflate", parameters.headerValue());
        assertEquals(32_768, parameters.serverWindow());
        assertEquals(32_768, parameters.clientWindow());
    }

    @Test
    void statesEveryParameterOnce() {
        DeflateParameters parameters = new DeflateParameters(
                ContextTakeover.NONE, ContextTakeover.NONE, OptionalInt.of(9), OptionalInt.of(15));

        assertEquals(
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover;"
                        + " server_max_window_bits=9; client_max_window_bits=15",
                parameters.headerValue());
        assertEquals(512, parameters.serverWindow());
        assertEquals(32_768, parameters.clientWindow());
    }

    @Test
    void keepsTheTwoSidesApart() {
        assertEquals(
                "permessage-deflate; server_no_context_takeover; client_max_window_bits=12",
                new DeflateParameters(ContextTakeover.NONE, ContextTakeover.ALLOWED, ABSENT, OptionalInt.of(12))
                        .headerValue());
        assertEquals(
                "permessage-deflate; client_no_context_takeover; server_max_window_bits=12",
                new DeflateParameters(ContextTakeover.ALLOWED, ContextTakeover.NONE, OptionalInt.of(12), ABSENT)
                        .headerValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 8, 16})
    void refusesWindowsItCannotHonour(int bits) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new DeflateParameters(ContextTakeover.NONE, ContextTakeover.NONE, OptionalInt.of(bits), ABSENT));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DeflateParameters(ContextTakeover.NONE, ContextTakeover.NONE, ABSENT, OptionalInt.of(bits)));
    }
}
