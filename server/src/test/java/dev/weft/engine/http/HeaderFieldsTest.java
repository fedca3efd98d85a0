package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFieldsTest {

    private final HeaderFields fields =
            HeaderFields.of("Host", "a", "Sec-WebSocket-Key", "k", "HOST", "b", "Hos", "c", "Hostx", "d", "Empty", "");

    @Nested
    @DisplayName("RFC 9110 5.1: field names are case-insensitive")
    class Names {

        @ParameterizedTest
        @ValueSource(strings = {"Host", "host", "hOST"})
        void areFoundInAnyCase(String name) {
            assertEquals(Optional.of("a"), fields.first(name));
            assertEquals(List.of("a", "b"), fields.all(name));
            assertEquals(2, fields.count(name));
            assertTrue(fields.contains(name));
        }

        @Test
        void areFoundAsAWholeOnly() {
            assertEquals(List.of("c"), fields.all("Hos"));
            assertEquals(Optional.empty(), fields.first("Ho"));
            assertEquals(List.of(), fields.all("Hostxy"));
            assertEquals(0, fields.count(""));
            assertFalse(fields.contains("Sec-WebSocket-Ke"));
        }

        @Test
        void differIfOnlyTheirSixthBitDiffers() {
            // "^" and "~" are 32 apart, like "A" and "a".
            assertFalse(HeaderFields.of("^", "").contains("~"));
        }

        @Test
        void areFoundByTheirBeginning() {
            assertTrue(fields.containsPrefix("sec-websocket-"));
            assertTrue(fields.containsPrefix("Hostx"));
            assertFalse(fields.containsPrefix("Sec-WebSocket-Key-"));
            assertFalse(HeaderFields.EMPTY.containsPrefix(""));
        }

        @Test
        void areKeptAsTheyWereWritten() {
            assertEquals("HOST", fields.name(2));
            assertEquals("b", fields.value(2));
            assertEquals("", fields.value(5));
            assertEquals(6, fields.size());
        }
    }

    @Nested
    @DisplayName("RFC 9110 5.6.1: lists")
    class Lists {

        @Test
        void areTakenApartAtCommas() {
            HeaderFields lists = HeaderFields.of("A", "b, c\t,\t d", "X", "y", "a", "e");

            assertEquals(List.of("b", "c", "d", "e"), lists.tokens("A"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ",", " , ,", ",,,"})
        void mayBeEmpty(String value) {
            assertEquals(List.of(), HeaderFields.of("A", value).tokens("A"));
        }

        @Test
        void loseTheirEmptyElements() {
            assertEquals(List.of("a", "b"), HeaderFields.of("A", ",a, ,b,").tokens("A"));
        }

        @ParameterizedTest
        @CsvSource({
            "Upgrade,true",
            "'keep-alive, Upgrade',true",
            "'UPGRADE\t,x',true",
            "'Upgraded',false",
            "'xUpgrade',false",
            "'Upgrade x',false",
            "'',false"
        })
        void holdAnElementAsAWholeInAnyCase(String value, boolean holds) {
            assertEquals(holds, HeaderFields.of("Connection", value).hasToken("connection", "upgrade"));
        }

        @Test
        void holdAnElementOfALaterLine() {
            assertTrue(HeaderFields.of("A", "b", "A", "c").hasToken("A", "c"));
            assertFalse(HeaderFields.of("A", "b").hasToken("B", "b"));
        }
    }

    @Nested
    @DisplayName("RFC 9110 5.5: nothing ends up on the wire that would end the line")
    class Building {

        @ParameterizedTest
        @ValueSource(strings = {"a\r\nb", "a\nb", "a\rb", "a\u0000b", "\u001b", "a\u007f", "\u0100", "\ud83d\ude00"})
        void refusesAValue(String value) {
            assertThrows(IllegalArgumentException.class, () -> HeaderFields.of("A", value));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "a:", "a\r\n", "\u00e9", "a\u0000", "(a)"})
        void refusesAName(String name) {
            assertThrows(IllegalArgumentException.class, () -> HeaderFields.of(name, "x"));
        }

        @Test
        void refusesANameWithoutAValue() {
            assertThrows(IllegalArgumentException.class, () -> HeaderFields.of("A", "b", "C"));
        }

        @Test
        void addsAtTheEndAndLeavesTheFirstAsItWas() {
            HeaderFields one = HeaderFields.of("A", "b");

            HeaderFields two = one.with("C", " d\t");

            assertEquals(HeaderFields.of("A", "b", "C", "d"), two);
            assertEquals(1, one.size());
        }

        @Test
        void givesACopyEachTime() {
            HeaderFields.Builder builder = HeaderFields.builder().add("A", "b");
            HeaderFields first = builder.build();

            builder.add("C", "d");

            assertEquals(HeaderFields.of("A", "b"), first);
        }
    }

    @Test
    void areEqualIfTheirNamesAndValuesAre() {
        assertEquals(HeaderFields.of("A", "b"), HeaderFields.of("A", "b"));
        assertEquals(
                HeaderFields.of("A", "b").hashCode(), HeaderFields.of("A", "b").hashCode());
        assertNotEquals(HeaderFields.of("A", "bc"), HeaderFields.of("Ab", "c"));
        assertNotEquals(HeaderFields.of("A", "b"), HeaderFields.of("A", "c"));
    }

    @Test
    void showNoValueInALog() {
        assertEquals(
                "[Cookie, A]", HeaderFields.of("Cookie", "secret", "A", "b").toString());
    }
}
