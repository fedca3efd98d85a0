package dev.weft.engine.frame;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.engine.frame.FrameRules.Compression;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRulesTest {

    private static final long LIMIT = 100_000;

    private static FrameRules rules(Compression compression) {
        return new FrameRules(compression, LIMIT);
    }

    /** Rules that have seen the frames given, each a whole client frame. */
    private static FrameRules after(FrameRules rules, String... headers) throws ProtocolViolation {
        for (String header : headers) {
            byte[] bytes = Wire.bytes(header);
            FrameHeader decoded = FrameDecoder.decode(bytes, 0, bytes.length, rules);
            if (decoded == null) {
                throw new AssertionError("not a whole header: " + header);
            }
            rules.accepted(decoded);
        }
        return rules;
    }

    private static void refuses(FrameRules rules, String wire, int code, String reason) {
        byte[] bytes = Wire.bytes(wire);
        ProtocolViolation violation =
                assertThrows(ProtocolViolation.class, () -> FrameDecoder.decode(bytes, 0, bytes.length, rules), wire);
        assertEquals(code + " " + reason, violation.closeCode() + " " + violation.reason(), wire);
    }

    private static void takes(FrameRules rules, String wire) {
        byte[] bytes = Wire.bytes(wire);
        assertDoesNotThrow(() -> FrameDecoder.decode(bytes, 0, bytes.length, rules), wire);
    }

    @Nested
    @DisplayName("RFC 6455 5.2: opcode")
    class OpcodeRule {

        @ParameterizedTest
        @ValueSource(strings = {"83", "84", "85", "86", "87", "8B", "8C", "8D", "8E", "8F", "03", "0F"})
        void refusesReservedOpcodes(String first) {
            refuses(rules(Compression.NONE), first + " 80 M0", 1002, "reserved opcode");
            refuses(rules(Compression.PER_MESSAGE), first + " 80 M0", 1002, "reserved opcode");
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.2 and RFC 7692 6: RSV bits")
    class ReservedBits {

        @ParameterizedTest
        @ValueSource(strings = {"91", "A1", "B1", "92", "A2", "99", "AA", "A8", "F1"})
        void refusesRsv2AndRsv3Always(String first) {
            refuses(rules(Compression.NONE), first + " 80 M0", 1002, "RSV2 or RSV3 is set");
            refuses(rules(Compression.PER_MESSAGE), first + " 80 M0", 1002, "RSV2 or RSV3 is set");
        }

        @ParameterizedTest
        @ValueSource(strings = {"C1", "C2", "41", "42", "C8", "C9", "CA"})
        void refusesRsv1WithoutTheExtension(String first) {
            refuses(rules(Compression.NONE), first + " 80 M0", 1002, "RSV1 is set");
        }

        @ParameterizedTest
        @ValueSource(strings = {"C1", "C2", "41", "42"})
        void takesRsv1OnTheFirstFrameOfAMessageWithTheExtension(String first) {
            takes(rules(Compression.PER_MESSAGE), first + " 80 M0");
        }

        @ParameterizedTest
        @ValueSource(strings = {"C8", "C9", "CA"})
        void refusesRsv1OnControlFramesWithTheExtension(String first) {
            refuses(rules(Compression.PER_MESSAGE), first + " 80 M0", 1002, "RSV1 is set");
        }

        @ParameterizedTest
        @ValueSource(strings = {"C0", "40"})
        void refusesRsv1OnContinuationsWithTheExtension(String first) throws ProtocolViolation {
            FrameRules rules = after(rules(Compression.PER_MESSAGE), "41 80 M0");

            refuses(rules, first + " 80 M0", 1002, "RSV1 is set");
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.1: mask")
    class Mask {

        @ParameterizedTest
        @ValueSource(strings = {"81 05", "82 7E", "82 7F", "88 00", "89 00", "8A 00"})
        void refusesFramesWithoutMask(String wire) {
            refuses(rules(Compression.NONE), wire, 1002, "frame is not masked");
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.4: fragmentation")
    class Fragmentation {

        @ParameterizedTest
        @ValueSource(strings = {"80", "00"})
        void refusesAContinuationOfNothing(String first) {
            refuses(rules(Compression.NONE), first + " 80 M0", 1002, "continuation of nothing");
        }

        @ParameterizedTest
        @ValueSource(strings = {"81", "01", "82", "02"})
        void refusesANewMessageInsideAnother(String first) throws ProtocolViolation {
            FrameRules rules = after(rules(Compression.NONE), "01 80 M0");

            refuses(rules, first + " 80 M0", 1002, "new message inside a fragmented one");
        }

        @Test
        void refusesAContinuationOfAFinishedMessage() throws ProtocolViolation {
            refuses(after(rules(Compression.NONE), "81 80 M0"), "80 80 M0", 1002, "continuation of nothing");
            refuses(
                    after(rules(Compression.NONE), "01 80 M0", "00 80 M0", "80 80 M0"),
                    "80 80 M0",
                    1002,
                    "continuation of nothing");
        }

        @Test
        void takesControlFramesBetweenFragments() throws ProtocolViolation {
            FrameRules rules = after(rules(Compression.NONE), "01 80 M0");

            takes(rules, "89 80 M0");
            takes(rules, "8A 80 M0");
            takes(rules, "88 80 M0");
        }

        @ParameterizedTest
        @ValueSource(strings = {"08", "09", "0A"})
        void refusesFragmentedControlFrames(String first) {
            refuses(rules(Compression.NONE), first + " 80 M0", 1002, "fragmented control frame");
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.5: length of control frames")
    class ControlLength {

        @ParameterizedTest
        @ValueSource(strings = {"88", "89", "8A"})
        void takes125BytesAndRefusesMore(String first) {
            takes(rules(Compression.NONE), first + " FD M0");
            refuses(rules(Compression.NONE), first + " FE 00 7E M0", 1002, "control frame over 125 bytes");
            refuses(rules(Compression.NONE), first + " FF", 1002, "control frame over 125 bytes");
        }

        @ParameterizedTest
        @EnumSource
        void doesNotCountAgainstTheMessageLimit(Compression compression) {
            takes(new FrameRules(compression, 0), "89 FD M0");
        }
    }

    @Nested
    @DisplayName("message limit, all frames together")
    class MessageLimit {

        @ParameterizedTest
        @CsvSource({"0, 82 80, 82 81", "1, 82 81, 82 82", "125, 82 FD, 82 FE 00 7E", "126, 82 FE 00 7E, 82 FE 00 7F"})
        void takesTheLimitAndRefusesOneMore(long limit, String atLimit, String over) {
            takes(new FrameRules(Compression.NONE, limit), atLimit + " M0");
            refuses(new FrameRules(Compression.NONE, limit), over, 1009, "message over " + limit + " bytes");
        }

        @Test
        void countsTheFramesOfOneMessage() throws ProtocolViolation {
            FrameRules rules = after(new FrameRules(Compression.NONE, 10), "02 84 M0", "00 84 M0");

            takes(rules, "00 82 M0");
            refuses(rules, "00 83", 1009, "message over 10 bytes");
        }

        @Test
        void startsAnewWithEachMessage() throws ProtocolViolation {
            FrameRules rules = after(new FrameRules(Compression.NONE, 10), "02 84 M0", "80 86 M0", "82 8A M0");

            takes(rules, "82 8A M0");
        }

        @Test
        void doesNotOverflow() throws ProtocolViolation {
            FrameRules rules = after(new FrameRules(Compression.NONE, 10), "02 8A M0");

            refuses(rules, "80 FF 7F FF FF FF FF FF FF FF", 1009, "message over 10 bytes");
        }
    }

    @Nested
    @DisplayName("order: opcode, RSV, mask, minimal length, limit")
    class Order {

        @ParameterizedTest
        @CsvSource({
            "73 7F, reserved opcode",
            "79 7F, fragmented control frame",
            "70 7F, continuation of nothing",
            "F1 7F, RSV2 or RSV3 is set",
            "C9 7F, RSV1 is set",
            "89 7F, frame is not masked",
            "89 FF 80 00 00 00 00 00 00 00, control frame over 125 bytes",
            "82 FF 80 00 00 00 00 00 00 00, payload length has its top bit set",
            "82 FF 00 00 00 00 00 00 FF FF, payload length is not minimal"
        })
        void tellsTheFirstOfManyBrokenRules(String wire, String reason) {
            refuses(new FrameRules(Compression.NONE, 1), wire, 1002, reason);
        }

        @Test
        void limitIsJudgedLast() {
            refuses(new FrameRules(Compression.NONE, 1), "82 FE 00 7E", 1009, "message over 1 bytes");
        }
    }

    @Nested
    @DisplayName("all 65,536 beginnings of a frame")
    class AllBeginnings {

        private static final Set<Integer> OPCODES = Set.of(0x0, 0x1, 0x2, 0x8, 0x9, 0xA);

        @ParameterizedTest
        @EnumSource
        void areJudgedAsTheRfcSays(Compression compression) throws ProtocolViolation {
            assertVerdicts(rules(compression), compression, false);
            assertVerdicts(after(rules(compression), "01 80 M0"), compression, true);
        }

        private static void assertVerdicts(FrameRules rules, Compression compression, boolean unfinished) {
            for (int first = 0; first <= 0xFF; first++) {
                boolean goodFirst = isGoodFirst(first, compression, unfinished);
                for (int second = 0; second <= 0xFF; second++) {
                    boolean good = goodFirst && isGoodSecond(first, second);
                    byte[] wire = {(byte) first, (byte) second};
                    if (good) {
                        assertDoesNotThrow(() -> FrameDecoder.decode(wire, 0, 2, rules), () -> Wire.text(wire));
                    } else {
                        ProtocolViolation violation = assertThrows(
                                ProtocolViolation.class,
                                () -> FrameDecoder.decode(wire, 0, 2, rules),
                                () -> Wire.text(wire));
                        assertEquals(1002, violation.closeCode());
                    }
                }
            }
        }

        private static boolean isGoodFirst(int first, Compression compression, boolean unfinished) {
            int opcode = first & 0x0F;
            boolean fin = first >= 0x80;
            int rsv = (first >> 4) & 0x7;
            boolean mayBeCompressed =
                    compression == Compression.PER_MESSAGE && !unfinished && (opcode == 1 || opcode == 2);
            boolean inSequence = opcode >= 8 ? fin : (opcode == 0) == unfinished;
            return OPCODES.contains(opcode) && inSequence && (rsv == 0 || (rsv == 4 && mayBeCompressed));
        }

        private static boolean isGoodSecond(int first, int second) {
            boolean control = (first & 0x08) != 0;
            return second >= 0x80 && (!control || second - 0x80 <= 125);
        }
    }
}
