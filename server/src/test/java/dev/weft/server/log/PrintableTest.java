package dev.weft.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain ~ ASCII !", "stra\u00dfe", "\u4f60\u597d", "\ud83d\ude00", "C:\\temp"})
    void leavesTextAlone(String text) {
        assertEquals(text, Printable.of(text));
    }

    @Test
    void copiesNothingForAscii() {
        String text = "plain";

        assertSame(text, Printable.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0x0, \\x00",
        "0x9, \\t",
        "0xA, \\n",
        "0xD, \\r",
        "0x8, \\x08",
        "0x1B, \\x1B",
        "0x1F, \\x1F",
        "0x7F, \\x7F",
        "0x80, \\x80",
        "0x9B, \\x9B",
        "0xAD, \\xAD",
        "0x61C, \\u061C",
        "0x200B, \\u200B",
        "0x200E, \\u200E",
        "0x2028, \\u2028",
        "0x2029, \\u2029",
        "0x202A, \\u202A",
        "0x202E, \\u202E",
        "0x2066, \\u2066",
        "0x2069, \\u2069",
        "0xD800, \\uD800",
        "0xDFFF, \\uDFFF",
        "0xFEFF, \\uFEFF",
        "0xE0041, \\u{0E0041}"
    })
    void escapesWhatATerminalWouldObey(String codePoint, String escaped) {
        String raw = "a" + Character.toString(Integer.decode(codePoint)) + "\u00e9";

        assertEquals("a" + escaped + "\u00e9", Printable.of(raw));
    }

    @Test
    void keepsJoinedEmojiWhole() {
        String family = "\ud83d\udc69\u200d\ud83d\udc67";

        assertEquals(family, Printable.of(family));
    }

    @Test
    void escapesASurrogateWithoutItsOtherHalf() {
        assertEquals("\\uD83D!\\uDE00", Printable.of("\ud83d!\ude00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0645\u06cc\u200C\u062e", "\ud83d\udc69\u200d\ud83d\udc67"})
    void leavesJoinersBecauseTheyShapeLetters(String text) {
        assertEquals(text, Printable.of(text));
    }

    @Test
    void showsATextOfTheLimitWhole() {
        String text = "x".repeat(Printable.MAX_EXCERPT);

        assertEquals(text, Printable.excerpt(text));
    }

    @Test
    void cutsALongerTextAndTellsItsSize() {
        assertEquals(
                "x".repeat(Printable.MAX_EXCERPT) + "... (12,345 characters)", Printable.excerpt("x".repeat(12_345)));
    }

    @Test
    void neverCutsACharacterInTwo() {
        String text = "x".repeat(Printable.MAX_EXCERPT - 1) + "\uD83D\uDE00";

        assertTrue(Printable.excerpt(text).startsWith("x".repeat(Printable.MAX_EXCERPT - 1) + "... (1,001"));
    }
}
