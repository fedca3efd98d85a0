package dev.weft.engine.session;

import static dev.weft.engine.session.Incoming.bytes;
import static dev.weft.engine.session.Incoming.wire;

import dev.weft.engine.frame.Wire;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire-cases rows 61 to 72: what a single frame may be. */
class ServerProtocolFramesTest {

    private static final int LIMIT = 1 << 20;

    @Nested
    @DisplayName("RFC 6455 5.1: mask")
    class Mask {

        @Test
        void rejectsUnmaskedFrame() {
            wire("81 05 48 65 6C 6C 6F").gives("violation 1002: frame is not masked");
        }

        @ParameterizedTest
        @ValueSource(strings = {"82 00", "88 00", "89 00", "8A 00", "88 02 03 E8"})
        void rejectsUnmaskedFramesOfEveryKind(String frame) {
            wire(frame).gives("violation 1002: frame is not masked");
        }

        @Test
        void rejectsTheUnmaskedFrameAfterAMaskedOne() {
            wire("81 81 M0 61", "81 01 61").gives("text \"a\"", "violation 1002: frame is not masked");
        }

        /** Row 70; each way of arrival cuts the mask at other borders. */
        @ParameterizedTest
        @ValueSource(ints = {0, 0x37FA213D, 0xFFFFFFFF, 0x00000001, 0x80000000, 0x01020304})
        void unmasksWithAnyKeyAtAnyBorder(int key) {
            String text = "straße € 😀 and thirty more letters";
            bytes(Wire.frame(0x81, Wire.utf8(text), key)).gives(EventText.text(text));
        }

        @Test
        void takesAnotherKeyForEachFragment() {
            bytes(
                            Wire.frame(0x01, Wire.utf8("abcde"), 0x37FA213D),
                            Wire.frame(0x00, Wire.utf8("fgh"), 0x01020304),
                            Wire.frame(0x80, Wire.utf8("ijklmnop"), 0))
                    .gives("text \"abcdefghijklmnop\"");
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.2: RSV bits; Autobahn 3")
    class ReservedBits {

        @ParameterizedTest
        @CsvSource({
            "C1 80 M0, RSV1 is set",
            "C2 80 M0, RSV1 is set",
            "A1 80 M0, RSV2 or RSV3 is set",
            "91 80 M0, RSV2 or RSV3 is set",
            "F1 80 M0, RSV2 or RSV3 is set",
            "C9 80 M0, RSV1 is set",
            "99 80 M0, RSV2 or RSV3 is set",
            "A8 80 M0, RSV2 or RSV3 is set"
        })
        void rejectsThemWithoutAnExtension(String frame, String reason) {
            wire(frame).gives("violation 1002: " + reason);
        }

        @DisplayName("RFC 7692 6: only RSV1, only on the first frame of a message")
        @ParameterizedTest
        @CsvSource({
            "A1 80 M0, RSV2 or RSV3 is set",
            "D1 80 M0, RSV2 or RSV3 is set",
            "C9 80 M0, RSV1 is set",
            "CA 80 M0, RSV1 is set",
            "C8 80 M0, RSV1 is set"
        })
        void rejectsThemWithAnExtension(String frame, String reason) {
            wire(frame).compressible().gives("violation 1002: " + reason);
        }

        @DisplayName("RFC 7692 6: not on a continuation")
        @ParameterizedTest
        @ValueSource(strings = {"41 82 M0 F2 48 C0 80 M0", "41 82 M0 F2 48 40 80 M0", "01 80 M0 C0 80 M0"})
        void rejectsRsv1OnContinuation(String frames) {
            wire(frames).compressible().gives("violation 1002: RSV1 is set");
        }

        @DisplayName("RFC 7692 6: a message that is not compressed stays as it is")
        @Test
        void takesPlainMessagesBesideTheExtension() {
            wire("81 81 M0 61", "82 81 M0 C0", "81 81 M0 C0")
                    .compressible()
                    .gives("text \"a\"", "binary C0", "violation 1007: text is not UTF-8");
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.2: opcode; Autobahn 4")
    class ReservedOpcodes {

        @ParameterizedTest
        @ValueSource(strings = {"3", "4", "5", "6", "7", "B", "C", "D", "E", "F"})
        void areRejectedWithAndWithoutPayload(String opcode) {
            wire("8" + opcode + " 80 M0").gives("violation 1002: reserved opcode");
            wire("8" + opcode + " 81 M0 61").gives("violation 1002: reserved opcode");
            wire("0" + opcode + " 80 M0").gives("violation 1002: reserved opcode");
        }

        /** Row 64; Autobahn 3.2, 4.1.3. */
        @Test
        void areToldAfterTheGoodFramesBeforeThem() {
            wire("81 82 M0 61 62", "89 80 M0", "83 80 M0", "81 80 M0")
                    .gives("text \"ab\"", "ping", "violation 1002: reserved opcode");
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.2: payload length")
    class PayloadLength {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 125, 126, 127, 128, 129, 136, 137, 65_535, 65_536})
        void takesEveryBoundary(int length) {
            byte[] payload = Wire.pattern(length);
            bytes(Wire.frame(0x82, payload), Wire.textFrame("a"))
                    .limited(LIMIT, 1)
                    .gives(EventText.binary(payload), "text \"a\"");
        }

        /** Row 71. */
        @Test
        void takesEmptyMessages() {
            wire("81 80 M0", "82 80 M0").gives("text \"\"", "binary");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "82 FE 00 7D M0",
                    "82 FE 00 00 M0",
                    "82 FF 00 00 00 00 00 00 FF FF M0",
                    "82 FF 00 00 00 00 00 00 00 01"
                })
        void rejectsALongerFormThanNeeded(String frame) {
            wire(frame).gives("violation 1002: payload length is not minimal");
        }

        /** Row 66. */
        @ParameterizedTest
        @ValueSource(strings = {"82 FF 80 00 00 00 00 00 00 01 M0", "81 FF FF FF FF FF FF FF FF FF M0"})
        void rejectsTheTopBit(String frame) {
            wire(frame).gives("violation 1002: payload length has its top bit set");
        }

        /** Row 67. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "82 FF 7F FF FF FF FF FF FF FF M0",
                    "82 FF 00 00 00 00 7F FF FF FF M0",
                    "82 FF 00 00 00 00 00 10 00 01 M0",
                    "81 FF 00 00 00 01 00 00 00 00 M0"
                })
        void rejectsOverTheLimitFromTheHeaderAlone(String frame) {
            wire(frame).limited(LIMIT, 1).gives("violation 1009: message over 1048576 bytes");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 125, 126, 127, 1000})
        void takesTheLimitAndRejectsOneByteMore(int limit) {
            byte[] payload = Wire.pattern(limit);
            bytes(Wire.frame(0x82, payload)).limited(limit, 1).gives(EventText.binary(payload));
            bytes(Wire.frame(0x82, Wire.pattern(limit + 1)))
                    .limited(limit, 1)
                    .gives("violation 1009: message over " + limit + " bytes");
        }
    }

    @Nested
    @DisplayName("order of checks: opcode, RSV, mask, minimal length, limit")
    class Order {

        @ParameterizedTest
        @CsvSource({
            "83 FF 00 00 00 00 7F FF FF FF M0, 1002: reserved opcode",
            "F1 7F 7F FF FF FF FF FF FF FF, 1002: RSV2 or RSV3 is set",
            "C1 7F 7F FF FF FF FF FF FF FF, 1002: RSV1 is set",
            "82 7F 7F FF FF FF FF FF FF FF, 1002: frame is not masked",
            "82 FF 00 00 00 00 00 00 00 7E M0, 1002: payload length is not minimal",
            "82 FE 00 7E M0, 1009: message over 16 bytes"
        })
        void isKept(String frame, String expected) {
            wire(frame).limited(16, 1).gives("violation " + expected);
        }
    }
}
