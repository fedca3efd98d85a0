package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain, \"plain\"",
                "``, \"\"",
                "say \"a\", \"say \\\"a\\\"\"",
                "C:\\dir, \"C:\\\\dir\"",
                "stra\u00dfe, \"stra\u00dfe\"",
            })
    void writesStrings(String text, String json) {
        assertEquals(json, Json.string(text));
    }

    @Test
    void escapesControlCharactersAndSurrogates() {
        assertEquals("\"\\u0000\\u000a\\u001f\"", Json.string("\u0000\n\u001f"));
        assertEquals("\"\\ud83d\\ude00\\ud800\"", Json.string("\ud83d\ude00\ud800"));
    }

    @Test
    void writesArraysOfStrings() {
        assertEquals("[]", Json.strings(List.of()));
        assertEquals("[\"a\",\"\\\"\"]", Json.strings(List.of("a", "\"")));
    }
}
