package dev.weft.engine.session;

import static dev.weft.engine.session.Incoming.bytes;
import static dev.weft.engine.session.Incoming.wire;

import dev.weft.engine.frame.Wire;
import java.util.Collections;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire-cases rows 76 to 87: pings, pongs and the peer's Close. */
class ServerProtocolControlTest {

    @Nested
    @DisplayName("RFC 6455 5.5.2 and 5.5.3: ping and pong; Autobahn 2")
    class PingAndPong {

        /** Row 76; Autobahn 2.1-2.4. */
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 124, 125})
        void carryTheirPayload(int length) {
            byte[] payload = Wire.pattern(length);
            bytes(Wire.frame(0x89, payload, 0x37FA213D)).gives(EventText.of(new Event.Ping(payload)));
            bytes(Wire.frame(0x8A, payload, 0x37FA213D)).gives(EventText.of(new Event.Pong(payload)));
        }

        /** Row 77; Autobahn 2.5. */
        @ParameterizedTest
        @ValueSource(
                strings = {"89 FE 00 7E M0", "8A FE 00 7E M0", "88 FE 00 7E M0", "89 FF 00 00 00 00 00 01 00 00 M0"})
        void areRejectedOver125Bytes(String header) {
            bytes(Wire.bytes(header), new byte[126]).gives("violation 1002: control frame over 125 bytes");
        }

        /** Row 81; Autobahn 2.10. */
        @Test
        void tenPingsAreTenEvents() {
            bytes(Wire.repeat(Wire.bytes("89 81 M0 07"), 10))
                    .gives(Collections.nCopies(10, "ping 07").toArray(String[]::new));
        }

        /** Row 78; Autobahn 5.1, 5.2. */
        @ParameterizedTest
        @ValueSource(strings = {"08 80 M0", "09 80 M0", "0A 80 M0"})
        void mayNotBeFragmented(String frame) {
            wire(frame).gives("violation 1002: fragmented control frame");
        }

        /** The longest control frame behind the shortest: its header is at every place of the small buffer. */
        @Test
        void ofAllLengthsFollowEachOther() {
            byte[][] frames = new byte[126][];
            String[] expected = new String[126];
            for (int length = 0; length <= 125; length++) {
                frames[length] = Wire.frame(0x89, Wire.pattern(length), 0x01020304);
                expected[length] = EventText.of(new Event.Ping(Wire.pattern(length)));
            }
            bytes(frames).gives(expected);
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.5.1: Close; Autobahn 7.3")
    class Close {

        /** Row 82; Autobahn 7.3.1, 7.3.3. */
        @Test
        void mayBeEmptyOrHaveACode() {
            wire("88 80 M0").gives("close 1005 \"\"");
            wire("88 82 M0 03 E8").gives("close 1000 \"\"");
        }

        /** Row 83; Autobahn 7.3.2. */
        @Test
        void mayNotHaveHalfACode() {
            wire("88 81 M0 03").gives("violation 1002: close payload of one byte");
        }

        /** Autobahn 7.3.4, 7.3.5. */
        @Test
        void carriesItsReason() {
            bytes(Wire.frame(0x88, Wire.concat(Wire.bytes("03 E8"), Wire.utf8("x".repeat(123))), 0x37FA213D))
                    .gives("close 1000 \"" + "x".repeat(123) + '"');
            bytes(Wire.frame(0x88, Wire.concat(Wire.bytes("13 87"), Wire.utf8("straße 😀")), 0x37FA213D))
                    .gives("close 4999 \"straße 😀\"");
        }

        /** Row 86; Autobahn 7.3.6. */
        @Test
        void mayNotHaveAReasonOf124Bytes() {
            bytes(Wire.frame(0x88, Wire.concat(Wire.bytes("03 E8"), Wire.utf8("x".repeat(124)))))
                    .gives("violation 1002: control frame over 125 bytes");
        }

        /** Row 86; Autobahn 7.5.1. */
        @ParameterizedTest
        @ValueSource(strings = {"88 84 M0 03 E8 C0 AF", "88 85 M0 03 E8 ED A0 80", "88 83 M0 03 E8 CE"})
        void mayNotHaveAReasonThatIsNotUtf8(String frame) {
            wire(frame).gives("violation 1007: close reason is not UTF-8");
        }

        /** Row 87; Autobahn 7.1.2-7.1.4. */
        @ParameterizedTest
        @ValueSource(strings = {"81 81 M0 61", "89 80 M0", "88 82 M0 03 E8", "83 80 M0", "81 05"})
        void isTheLastEvent(String after) {
            wire("88 82 M0 03 E8", after).gives("close 1000 \"\"");
        }

        /** Autobahn 7.1.5. */
        @DisplayName("RFC 6455 5.4: control frames, Close too, may stand inside a fragmented message")
        @Test
        void mayComeInsideAMessage() {
            wire("01 81 M0 61", "88 82 M0 03 E8").gives("close 1000 \"\"");
        }
    }

    @Nested
    @DisplayName("RFC 6455 7.4: close codes; Autobahn 7.7, 7.9, 7.13")
    class Codes {

        private static String frame(int code) {
            return "88 82 M0 "
                    + HexFormat.of().withUpperCase().toHexDigits((short) code).replaceAll("(..)(..)", "$1 $2");
        }

        /** Row 85. */
        @ParameterizedTest
        @ValueSource(
                ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
        void areTakenWhereTheRfcAllowsThem(int code) {
            wire(frame(code)).gives("close " + code + " \"\"");
        }

        /** Row 84. */
        @ParameterizedTest
        @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
        void areRejectedWhereItReservesThem(int code) {
            wire(frame(code)).gives("violation 1002: close code " + code + " may not be sent");
        }

        @ParameterizedTest
        @CsvSource({"88 84 M0 03 ED C0 AF, 1005", "88 84 M0 00 00 C0 AF, 0"})
        void areJudgedBeforeTheReason(String frame, int code) {
            wire(frame).gives("violation 1002: close code " + code + " may not be sent");
        }
    }
}
