package dev.weft.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "grüße 世界", "\uD83D\uDC69\u200D\uD83D\uDC67", "C:\\new", "می\u200Cخواهم"})
    void leavesTextThatOnlyShowsItselfAsItIs(String text) {
        assertSame(text, TerminalText.escape(text));
    }

    @Test
    void escapesWhatMovesTheCursor() {
        assertEquals("a\\r\\nb\\tc\\u0008\\u0000\\u007f", TerminalText.escape("a\r\nb\tc\b\0\u007f"));
    }

    @Test
    void escapesTerminalSequencesOfBothSizes() {
        // ESC [ 2 J clears the screen; U+009B is the same ESC [ in one character.
        assertEquals("\\u001b[2J and \\u009b2J", TerminalText.escape("\u001b[2J and \u009b2J"));
    }

    @Test
    void escapesBidirectionalControls() {
        assertEquals("user \\u202enimda\\u2066", TerminalText.escape("user \u202enimda\u2066"));
    }

    @Test
    void escapesSeparatorsAndInvisibleCharacters() {
        assertEquals(
                "\\u2028\\u2029\\ufeff\\u200b\\u{e0041}", TerminalText.escape("\u2028\u2029\ufeff\u200b\uDB40\uDC41"));
    }

    @Test
    void escapesASurrogateWithoutItsOtherHalf() {
        assertEquals("\\ud83d!\\ude00", TerminalText.escape("\ud83d!\ude00"));
    }

    @Test
    void showsATextOfTheLimitWhole() {
        String text = "x".repeat(TerminalText.MAX_SHOWN);

        assertEquals(text, TerminalText.excerpt(text));
    }

    @Test
    void cutsALongerTextAndTellsItsSize() {
        assertEquals(
                "x".repeat(TerminalText.MAX_SHOWN) + "... (12,345 characters)",
                TerminalText.excerpt("x".repeat(12_345)));
    }

    @Test
    void neverCutsACharacterInTwo() {
        String text = "x".repeat(TerminalText.MAX_SHOWN - 1) + "\uD83D\uDE00";

        assertTrue(TerminalText.excerpt(text).startsWith("x".repeat(TerminalText.MAX_SHOWN - 1) + "... (1,001"));
    }
}
