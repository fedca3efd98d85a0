package dev.weft.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTextTest {

    @Test
    void readsWhatIsWritten() {
        assertEquals("GET /\r\n\t\\\u0080|", read("GET /\\r\\n\\t\\\\\\x80\\x7C"));
        assertEquals("a: bbb\r\na: bbb\r\n!", read("{2*a: {3*b}\\r\\n}!"));
        assertEquals("\u0089\u0080\0\0\0\0.", read("{=89 80 M0}."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\q", "\\", "\\x8", "{3*a", "{=89", "a}", "ß"})
    void refusesWhatIsMisspelt(String text) {
        assertThrows(IllegalArgumentException.class, () -> HeadText.bytes(text));
    }

    @Test
    void writesDownWhatCannotBeShown() {
        assertEquals("a\\x0d\\xff... (4 bytes)", HeadText.written(new byte[] {'a', 13, -1, 'b'}, 3));
    }

    private static String read(String text) {
        return new String(HeadText.bytes(text), StandardCharsets.ISO_8859_1);
    }
}
