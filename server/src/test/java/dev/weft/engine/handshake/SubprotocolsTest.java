package dev.weft.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455 4.1: the subprotocols of a handler")
class SubprotocolsTest {

    @Test
    void areTokensThatTellCaseApart() {
        assertEquals(List.of(), Subprotocols.problems(List.of()));
        assertEquals(List.of(), Subprotocols.problems(List.of("v1.chat", "V1.chat", "!#$%&'*+-.^_`|~")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", " a", "a,b", "a;b", "a/b", "a=b", "\"a\"", "a\r\nb", "\u00e9", "\u7eb1"})
    void areNothingElse(String name) {
        assertEquals(
                List.of("the subprotocol '" + name + "' is not a token of RFC 6455"),
                Subprotocols.problems(List.of("chat", name)));
    }

    @Test
    void areNamedOnce() {
        assertEquals(
                List.of(
                        "the subprotocol 'a' is named twice: once is enough",
                        "the subprotocol 'b' is named twice: once is enough"),
                Subprotocols.problems(List.of("a", "b", "c", "a", "b")));
    }
}
