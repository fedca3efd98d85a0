package dev.weft.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455 1.9 and 4.1: subprotocols")
class SubprotocolSelectorTest {

    private static final List<String> SUPPORTED = List.of("v2.chat", "v1.chat");

    @Test
    void selectsTheFirstOfTheServersThatTheClientOffers() throws HandshakeViolation {
        assertEquals(Optional.of("v2.chat"), SubprotocolSelector.select(List.of("v1.chat, v2.chat"), SUPPORTED));
        assertEquals(Optional.of("v1.chat"), SubprotocolSelector.select(List.of("v3.chat\t,v1.chat"), SUPPORTED));
    }

    @Test
    void readsAllLinesAsOneList() throws HandshakeViolation {
        assertEquals(Optional.of("v2.chat"), SubprotocolSelector.select(List.of("v1.chat", "v2.chat"), SUPPORTED));
    }

    @Test
    void selectsNoneIfNoneIsOfferedOrNoneSupported() throws HandshakeViolation {
        assertEquals(Optional.empty(), SubprotocolSelector.select(List.of(), SUPPORTED));
        assertEquals(Optional.empty(), SubprotocolSelector.select(List.of("v3.chat"), SUPPORTED));
        assertEquals(Optional.empty(), SubprotocolSelector.select(List.of("v2.chat"), List.of()));
    }

    @Test
    void tellsCaseApart() throws HandshakeViolation {
        assertEquals(Optional.empty(), SubprotocolSelector.select(List.of("V2.CHAT"), SUPPORTED));
    }

    @ParameterizedTest
    // 46
    @DisplayName("RFC 9110 5.6.1.2: empty list elements are ignored")
    @ValueSource(strings = {"v1.chat,", ",v1.chat", "x,,v1.chat", " ,\t, v1.chat ,,", "v1.chat,,,x,"})
    void ignoresEmptyElements(String line) throws HandshakeViolation {
        assertEquals(Optional.of("v1.chat"), SubprotocolSelector.select(List.of(line), SUPPORTED));
        assertEquals(Optional.of("v1.chat"), SubprotocolSelector.select(List.of("", line, ","), SUPPORTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ", ,\t,"})
    void takesAListOfNothingForNone(String line) throws HandshakeViolation {
        assertEquals(Optional.empty(), SubprotocolSelector.select(List.of(line), SUPPORTED));
    }

    @ParameterizedTest
    // 46
    @ValueSource(strings = {"a b", "a/b", "a, b/c", "\"a\"", "\u00e9", "a, a", "a,b,a"})
    void refusesAListThatBreaksItsGrammar(String line) {
        assertThrows(HandshakeViolation.class, () -> SubprotocolSelector.select(List.of(line), SUPPORTED));
    }

    @Test
    void refusesANameOnTwoLines() {
        assertThrows(HandshakeViolation.class, () -> SubprotocolSelector.select(List.of("a", "b, a"), SUPPORTED));
    }

    /** Why a million? A cost that grows with the square takes minutes then, and a linear one no second. */
    @Test
    @Timeout(60)
    @DisplayName("CVE-2021-32640: cost is linear")
    void takesTheWorstLineWithoutGoingBack() {
        String spaces = "b" + " ".repeat(1_000_000) + "x";
        String names = IntStream.range(0, 1_000_000).mapToObj(Integer::toString).collect(Collectors.joining(","));

        assertThrows(HandshakeViolation.class, () -> SubprotocolSelector.select(List.of(spaces), SUPPORTED));
        assertThrows(HandshakeViolation.class, () -> SubprotocolSelector.select(List.of(names + ",0"), SUPPORTED));
    }
}
