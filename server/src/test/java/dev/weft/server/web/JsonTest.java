package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        assertEquals(json, Json.of(text));
    }

    @Test
    void escapesControlCharactersAndSurrogates() {
        assertEquals("\"\\u0000\\u000a\\u001f\"", Json.of("\u0000\n\u001f"));
        assertEquals("\"\\ud83d\\ude00\\ud800\"", Json.of("\ud83d\ude00\ud800"));
    }

    @Test
    void writesArrays() {
        assertEquals("[]", Json.of(List.of()));
        assertEquals("[\"a\",\"\\\"\",1,[true]]", Json.of(List.of("a", "\"", 1, List.of(true))));
    }

    @Test
    void writesObjectsInTheirOrder() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("z", "a\nb");
        object.put("\"a\"", 12L);
        object.put("list", List.of());
        object.put("inner", Map.of("yes", false));

        assertEquals("{\"z\":\"a\\u000ab\",\"\\\"a\\\"\":12,\"list\":[],\"inner\":{\"yes\":false}}", Json.of(object));
        assertEquals("{}", Json.of(Map.of()));
    }

    @Test
    void writesAnythingElseAsAString() {
        assertEquals("\"/tmp/\\\"x\\\"\"", Json.of(Path.of("/tmp/\"x\"")));
    }
}
