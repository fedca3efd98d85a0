package dev.weft.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455 7.4, Status Codes")
class CloseStatusTest {

    @ParameterizedTest
    @ValueSource(ints = {1000, 1003, 1005, 1006, 1007, 1011, 1012, 1013, 1014, 1015, 3000, 3999, 4000, 4999})
    void acceptsTheCodesThatAreDefinedOrForUse(int code) {
        assertEquals(code, new CloseStatus(code, "").code());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 999, 1004, 1016, 1999, 2000, 2999, 5000, 65535, Integer.MAX_VALUE})
    void refusesEveryOther(int code) {
        String message = assertThrows(IllegalArgumentException.class, () -> new CloseStatus(code, ""))
                .getMessage();

        assertEquals("close code " + code + " is not 1000-1003, 1005-1015 or 3000-4999", message);
    }

    @ParameterizedTest
    @DisplayName("7.4.1: 1005, 1006 and 1015 MUST NOT be set as a status code in a Close control frame")
    @CsvSource({"1000,true", "1005,false", "1006,false", "1007,true", "1014,true", "1015,false", "4999,true"})
    void knowsWhatMayBeSent(int code, boolean isSendable) {
        assertEquals(isSendable, new CloseStatus(code, "").isSendable());
    }

    @Test
    @DisplayName("5.5: a control frame carries 125 bytes, of which the code takes two")
    void takesAReasonOf123BytesOfUtf8AndNoMore() {
        assertEquals(123, CloseStatus.MAX_REASON_BYTES);
        assertEquals(123, new CloseStatus(1000, "x".repeat(123)).reason().length());
        assertEquals(41, new CloseStatus(1000, "\u6f22".repeat(41)).reason().length());

        assertThrows(IllegalArgumentException.class, () -> new CloseStatus(1000, "x".repeat(124)));
        assertThrows(IllegalArgumentException.class, () -> new CloseStatus(1000, "\u6f22".repeat(41) + "x"));
    }

    @Test
    void keepsItsCodeWithAnotherReason() {
        assertEquals(new CloseStatus(1001, "lunch"), CloseStatus.GOING_AWAY.because("lunch"));
    }

    @Test
    void namesTheCodesOfTheRegistry() {
        List<CloseStatus> named = List.of(
                CloseStatus.NORMAL,
                CloseStatus.GOING_AWAY,
                CloseStatus.PROTOCOL_ERROR,
                CloseStatus.UNSUPPORTED_DATA,
                CloseStatus.NO_STATUS,
                CloseStatus.ABNORMAL,
                CloseStatus.INVALID_PAYLOAD,
                CloseStatus.POLICY_VIOLATION,
                CloseStatus.TOO_BIG,
                CloseStatus.INTERNAL_ERROR,
                CloseStatus.SERVICE_RESTART,
                CloseStatus.TRY_AGAIN_LATER);

        assertEquals(
                List.of(1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1011, 1012, 1013),
                named.stream().map(CloseStatus::code).toList());
    }

    @Test
    void isCarriedByACloseException() {
        CloseStatus status = CloseStatus.POLICY_VIOLATION.because("too fast");

        assertEquals(status, new CloseException(status).status());
    }

    @Test
    void isNotCarriedByACloseExceptionWhenItMayNotBeSent() {
        String message = assertThrows(IllegalArgumentException.class, () -> new CloseException(CloseStatus.ABNORMAL))
                .getMessage();

        assertEquals("close code 1006 is never sent", message);
    }

    @Test
    void isTryAgainLaterWhenTheOperatorIsGone() {
        OperatorGoneException gone = new OperatorGoneException();

        assertEquals(1013, gone.status().code());
        assertTrue(gone.status().isSendable());
        assertFalse(gone.status().reason().isEmpty());
    }
}
