package dev.weft.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "81 05 4865          | 81054865",
                "89 80 M0            | 898000000000",
                "'Hi' 'ß'            | 4869c39f",
                "3*01                | 010101",
                "2*(01 02)           | 01020102",
                "81['Hi']            | 8182000000004869",
                "81/37FA213D['Hello'] | 818537fa213d7f9f4d5158",
                "2*89[]              | 898000000000898000000000",
                "zip('Hello')        | f248cdc9c90700"
            })
    void readsWhatIsWritten(String text, String hex) {
        assertEquals(hex, HexFormat.of().formatHex(FrameText.bytes(text)));
    }

    @Test
    void writesEachLengthInItsShortestForm() {
        assertEquals("82fd", HexFormat.of().formatHex(FrameText.bytes("82[125*00]"), 0, 2));
        assertEquals("82fe007e", HexFormat.of().formatHex(FrameText.bytes("82[126*00]"), 0, 4));
        assertEquals("82feffff", HexFormat.of().formatHex(FrameText.bytes("82[65535*00]"), 0, 4));
        assertEquals("82ff0000000000010000", HexFormat.of().formatHex(FrameText.bytes("82[65536*00]"), 0, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "xx", "'Hi", "81[", "81 82[00", "8182[00]", "3*", "81]", "zip(00", "81/00[00]"})
    void refusesWhatIsMisspelt(String text) {
        assertThrows(IllegalArgumentException.class, () -> FrameText.bytes(text));
    }
}
