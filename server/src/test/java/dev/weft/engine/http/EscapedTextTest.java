package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3629 4: UTF-8")
class EscapedTextTest {

    private static final int[] BORDERS = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};

    @Test
    void agreesWithTheJdkOnEveryOneAndTwoBytesAndThreeAtTheBorders() {
        for (int i = 0; i < 1 << 16; i++) {
            assertAgrees((byte) (i >> 8), (byte) i);
            for (int third : BORDERS) {
                assertAgrees((byte) (i >> 8), (byte) i, (byte) third);
            }
        }
        for (int i = 0; i < 1 << 8; i++) {
            assertAgrees((byte) i);
        }
    }

    @Test
    void agreesWithTheJdkOnFourBytesAtTheBorders() {
        for (int lead = 0xE0; lead <= 0xFF; lead++) {
            for (int second = 0; second < 1 << 8; second++) {
                for (int third : BORDERS) {
                    for (int fourth : BORDERS) {
                        assertAgrees((byte) lead, (byte) second, (byte) third, (byte) fourth);
                    }
                }
            }
        }
    }

    @Test
    void isWholeBetweenCharactersOnly() {
        EscapedText text = new EscapedText();

        assertTrue(text.isWhole());
        assertTrue(text.accept(0xE2));
        assertFalse(text.isWhole());
        assertTrue(text.accept(0x82));
        assertFalse(text.isWhole());
        assertTrue(text.accept(0xAC));
        assertTrue(text.isWhole());
    }

    @Test
    void forgetsACharacterThatIsHalfDone() {
        EscapedText text = new EscapedText();
        text.accept(0xED);

        text.clear();

        assertTrue(text.isWhole());
        assertTrue(text.accept('a'));
    }

    private static void assertAgrees(byte... bytes) {
        EscapedText text = new EscapedText();
        boolean accepted = true;
        for (byte b : bytes) {
            accepted = accepted && text.accept(b & 0xFF);
        }
        if (isUtf8(bytes) != (accepted && text.isWhole())) {
            fail("disagrees on " + HexFormat.of().formatHex(bytes));
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        // The decoder of String puts U+FFFD where it finds a mistake, so only UTF-8 comes back as it was.
        return Arrays.equals(bytes, new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
    }
}
