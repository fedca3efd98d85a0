package dev.weft.engine.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455 7.4: close codes")
class CloseCodeTest {

    /** Wire-cases row 85; Autobahn 7.7.1-7.7.13. */
    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void peerMaySendRegisteredAndPrivateCodes(int code) {
        assertTrue(CloseCode.isReceivable(code));
    }

    /** Wire-cases row 84; Autobahn 7.9.1-7.9.13. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
    void peerMayNotSendReservedCodes(int code) {
        assertFalse(CloseCode.isReceivable(code));
    }

    @Test
    void twoThousandAndTwelveOfAllCodesMayBeSent() {
        int receivable = 0;
        for (int code = 0; code <= 0xFFFF; code++) {
            receivable += CloseCode.isReceivable(code) ? 1 : 0;
        }

        // 1000-1014 without 1004, 1005 and 1006, and the two thousand of 3000-4999.
        assertEquals(12 + 2000, receivable);
    }

    @Test
    void codesHaveTheNumbersOfTheRegistry() {
        assertEquals(1000, CloseCode.NORMAL);
        assertEquals(1002, CloseCode.PROTOCOL_ERROR);
        assertEquals(1005, CloseCode.NO_STATUS);
        assertEquals(1006, CloseCode.ABNORMAL);
        assertEquals(1007, CloseCode.INVALID_PAYLOAD);
        assertEquals(1008, CloseCode.POLICY_VIOLATION);
        assertEquals(1009, CloseCode.TOO_BIG);
    }
}
