package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSyntaxTest {

    @Test
    @DisplayName("RFC 9110 5.6.2: tchar is any VCHAR except delimiters")
    void knowsTokenCharacters() {
        for (char c = 0; c < 300; c++) {
            boolean expected = c > ' ' && c < 0x7F && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
            assertEquals(expected, HttpSyntax.isTokenChar(c), "character " + (int) c);
        }
    }

    @Test
    @DisplayName("RFC 9110 5.5: field-vchar, space and HTAB")
    void knowsFieldCharacters() {
        for (char c = 0; c < 300; c++) {
            boolean expected = c == '\t' || (c >= ' ' && c < 0x7F) || (c >= 0x80 && c <= 0xFF);
            assertEquals(expected, HttpSyntax.isFieldChar(c), "character " + (int) c);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,", "\u00e9", "a\u0000"})
    void tellsWhatIsNoToken(String text) {
        assertFalse(HttpSyntax.isToken(text));
    }

    @Test
    void tellsAToken() {
        assertTrue(HttpSyntax.isToken("permessage-deflate"));
    }

    @Test
    void lowersLettersAndNothingElse() {
        for (char c = 0; c < 128; c++) {
            assertEquals(Character.toLowerCase(c), HttpSyntax.lower(c));
        }
    }
}
