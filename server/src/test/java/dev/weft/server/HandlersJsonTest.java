package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlersJsonTest {

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
        assertEquals(json, HandlersJson.string(text));
    }

    @Test
    void escapesControlCharactersAndSurrogates() {
        assertEquals("\"\\u0000\\u000a\\u001f\"", HandlersJson.string("\u0000\n\u001f"));
        assertEquals("\"\\ud83d\\ude00\\ud800\"", HandlersJson.string("\ud83d\ude00\ud800"));
    }
}
