package dev.weft.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("RFC 6455 7: the closing handshake")
class CloseStateTest {

    @ParameterizedTest
    @CsvSource({"OPEN, CLOSE_SENT", "CLOSE_SENT, CLOSE_SENT", "CLOSE_RECEIVED, CLOSED", "CLOSED, CLOSED"})
    void goesOnWhenThisSideSends(CloseState before, CloseState after) {
        assertEquals(after, before.sent());
    }

    @ParameterizedTest
    @CsvSource({"OPEN, CLOSE_RECEIVED", "CLOSE_SENT, CLOSED", "CLOSE_RECEIVED, CLOSE_RECEIVED", "CLOSED, CLOSED"})
    void goesOnWhenThePeerSends(CloseState before, CloseState after) {
        assertEquals(after, before.received());
    }

    @DisplayName("RFC 6455 7.1.4: closed when both have gone, whoever began")
    @ParameterizedTest
    @EnumSource
    void isClosedOnceBothWent(CloseState before) {
        assertEquals(CloseState.CLOSED, before.sent().received());
        assertEquals(CloseState.CLOSED, before.received().sent());
    }

    @DisplayName("RFC 6455 5.5.1: no data after a Close of either side")
    @ParameterizedTest
    @EnumSource
    void sendsDataOnlyWhileOpen(CloseState state) {
        assertEquals(state == CloseState.OPEN, state.maySend());
    }
}
