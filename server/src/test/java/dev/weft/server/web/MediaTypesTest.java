package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

    @ParameterizedTest
    @CsvSource({
        "index.html,text/html; charset=utf-8",
        "a.b.js,text/javascript; charset=utf-8",
        "A.CSS,text/css; charset=utf-8",
        "icon.svg,image/svg+xml",
        "data.json,application/json",
        "noextension,application/octet-stream",
        "html,application/octet-stream",
        "a.unknown,application/octet-stream",
        "a.,application/octet-stream"
    })
    void areKnownByTheEndOfTheName(String name, String type) {
        assertEquals(type, MediaTypes.of(name));
    }
}
