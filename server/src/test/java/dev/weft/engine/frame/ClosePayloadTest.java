package dev.weft.engine.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosePayloadTest {

    private static ClosePayload decode(String hex) throws ProtocolViolation {
        return ClosePayload.decode(Wire.bytes(hex));
    }

    private static void refuses(String hex, int code, String reason) {
        ProtocolViolation violation = assertThrows(ProtocolViolation.class, () -> decode(hex));
        assertEquals(code, violation.closeCode());
        assertEquals(reason, violation.reason());
    }

    @Nested
    @DisplayName("RFC 6455 5.5.1: the body of a Close")
    class Body {

        @Test
        void emptyStandsForNoStatus() throws ProtocolViolation {
            assertEquals(new ClosePayload(1005, ""), decode(""));
        }

        @Test
        void oneByteIsRefused() {
            refuses("03", 1002, "close payload of one byte");
        }

        @Test
        void codeAloneHasNoReason() throws ProtocolViolation {
            assertEquals(new ClosePayload(1000, ""), decode("03 E8"));
        }

        @Test
        void reasonFollowsTheCode() throws ProtocolViolation {
            assertEquals(new ClosePayload(4999, "Bye €"), decode("13 87 42 79 65 20 E2 82 AC"));
        }

        @Test
        void reasonMayHave123Bytes() throws ProtocolViolation {
            byte[] payload = Wire.concat(Wire.bytes("03 E8"), Wire.utf8("x".repeat(123)));

            assertEquals(new ClosePayload(1000, "x".repeat(123)), ClosePayload.decode(payload));
        }
    }

    @Nested
    @DisplayName("RFC 6455 7.4: codes that may not be sent")
    class Codes {

        @ParameterizedTest
        @CsvSource({
            "00 00, 0",
            "03 E7, 999",
            "03 EC, 1004",
            "03 ED, 1005",
            "03 EE, 1006",
            "03 F7, 1015",
            "13 88, 5000",
            "FF FF, 65535"
        })
        void isRefused(String hex, int code) {
            refuses(hex, 1002, "close code " + code + " may not be sent");
        }

        @Test
        void badCodeIsToldBeforeABadReason() {
            refuses("03 ED C0 AF", 1002, "close code 1005 may not be sent");
        }
    }

    @Nested
    @DisplayName("RFC 6455 8.1: a reason that is not UTF-8")
    class Reason {

        @ParameterizedTest
        @ValueSource(strings = {"03 E8 C0 AF", "03 E8 ED A0 80", "03 E8 F4 90 80 80", "03 E8 80", "03 E8 61 CE"})
        void isRefused(String hex) {
            refuses(hex, 1007, "close reason is not UTF-8");
        }
    }

    @Nested
    @DisplayName("encode")
    class Encode {

        @Test
        void noStatusIsAnEmptyBody() {
            assertEquals("", Wire.text(new ClosePayload(1005, "").encode()));
        }

        @Test
        void writesCodeAndReason() {
            assertEquals("03 E8", Wire.text(new ClosePayload(1000, "").encode()));
            assertEquals("03 E9 E2 82 AC", Wire.text(new ClosePayload(1001, "€").encode()));
            assertEquals("13 87", Wire.text(new ClosePayload(4999, "").encode()));
        }

        @ParameterizedTest
        @ValueSource(ints = {1000, 1014, 3000, 4999})
        void decodeUndoesIt(int code) throws ProtocolViolation {
            ClosePayload payload = new ClosePayload(code, "straße 😀");

            assertEquals(payload, ClosePayload.decode(payload.encode()));
        }
    }
}
