package dev.weft.engine.session;

import static dev.weft.engine.session.Incoming.bytes;
import static dev.weft.engine.session.Incoming.wire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Wire;
import dev.weft.engine.message.MessageLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire-cases rows 93 to 104: fragments, limits of a message, and UTF-8. */
class ServerProtocolMessagesTest {

    @Nested
    @DisplayName("RFC 6455 5.4: fragmentation; Autobahn 5")
    class Fragmentation {

        /** Row 93; Autobahn 5.9-5.14. */
        @ParameterizedTest
        @ValueSource(strings = {"80 80 M0", "00 80 M0", "80 81 M0 61", "00 FE 00 7E M0"})
        void rejectsAContinuationOfNothing(String frame) {
            wire(frame).gives("violation 1002: continuation of nothing");
            wire("81 81 M0 61", frame).gives("text \"a\"", "violation 1002: continuation of nothing");
            wire("01 80 M0 80 80 M0", frame).gives("text \"\"", "violation 1002: continuation of nothing");
        }

        /** Row 94; Autobahn 5.18. */
        @ParameterizedTest
        @ValueSource(strings = {"81 80 M0", "01 80 M0", "82 80 M0", "02 81 M0 61"})
        void rejectsANewMessageInsideAnother(String frame) {
            wire("01 80 M0", frame).gives("violation 1002: new message inside a fragmented one");
            wire("02 81 M0 61 00 80 M0", frame).gives("violation 1002: new message inside a fragmented one");
        }

        /** Row 95; Autobahn 5.6-5.8, 5.19, 5.20. */
        @Test
        void tellsAPingBetweenFragmentsBeforeTheMessage() {
            wire("01 82 M0 61 62", "89 81 M0 01", "00 81 M0 63", "8A 80 M0", "89 81 M0 02", "80 81 M0 64")
                    .gives("ping 01", "pong", "ping 02", "text \"abcd\"");
        }

        @Test
        void takesEmptyFragmentsAtEveryPlace() {
            wire("01 80 M0", "00 80 M0", "80 80 M0").gives("text \"\"");
            wire("02 80 M0", "00 81 M0 FF", "80 80 M0").gives("binary FF");
            wire("02 81 M0 FF", "00 80 M0", "80 81 M0 FE").gives("binary FF FE");
        }

        @Test
        void keepsTheKindOfTheFirstFrame() {
            wire("02 81 M0 C0", "80 81 M0 AF", "01 81 M0 61", "80 81 M0 62").gives("binary C0 AF", "text \"ab\"");
        }

        /** Autobahn 5.15-5.17 after a good message: what is told before the rule is broken. */
        @Test
        void tellsTheMessageBeforeTheBrokenRule() {
            wire("01 81 M0 61", "80 81 M0 62", "00 81 M0 63")
                    .gives("text \"ab\"", "violation 1002: continuation of nothing");
        }
    }

    @Nested
    @DisplayName("limits of one message")
    class Limits {

        /** Row 96. */
        @Test
        void endsAtTheByteLimitWhenFragmentsAreMany() {
            bytes(Wire.bytes("01 81 M0 61"), Wire.repeat(Wire.bytes("00 81 M0 61"), 16))
                    .limited(16, 100)
                    .gives("violation 1009: message over 16 bytes");
        }

        /** Row 96. */
        @Test
        void endsAtTheFragmentLimitWhenBytesAreFew() {
            bytes(Wire.bytes("01 81 M0 61"), Wire.repeat(Wire.bytes("00 81 M0 61"), 16))
                    .limited(100, 16)
                    .gives("violation 1008: message of over 16 fragments");
        }

        /** Row 97. */
        @Test
        void countsEmptyFragments() {
            bytes(Wire.bytes("01 80 M0"), Wire.repeat(Wire.bytes("00 80 M0"), 16))
                    .limited(100, 16)
                    .gives("violation 1008: message of over 16 fragments");
        }

        @Test
        void takesAsManyFragmentsAsTheLimit() {
            byte[] message =
                    Wire.concat(Wire.bytes("01 80 M0"), Wire.repeat(Wire.bytes("00 80 M0"), 2), Wire.bytes("80 80 M0"));
            bytes(message, message).limited(0, 4).gives("text \"\"", "text \"\"");
            bytes(message, message).limited(0, 3).gives("violation 1008: message of over 3 fragments");
        }

        @Test
        void takesNoFragmentedMessageWhenOneFrameIsTheLimit() {
            wire("81 81 M0 61", "01 80 M0", "80 80 M0")
                    .limited(10, 1)
                    .gives("text \"a\"", "violation 1008: message of over 1 fragments");
        }

        /** Control frames are no fragments: Row 95 against a limit of two. */
        @Test
        void doesNotCountControlFrames() {
            wire("01 80 M0", "89 80 M0", "8A 80 M0", "89 80 M0", "80 80 M0")
                    .limited(10, 2)
                    .gives("ping", "pong", "ping", "text \"\"");
        }

        @Test
        void tellsTheByteLimitBeforeTheFragmentLimit() {
            wire("01 82 M0 61 62", "80 82 M0 63 64").limited(3, 1).gives("violation 1009: message over 3 bytes");
        }

        /** Row 98. */
        @Test
        void endsOnTheFragmentThatPassesTheLimit() {
            ServerProtocol protocol =
                    new ServerProtocol(Optional.empty(), new MessageLimits(1 << 20, 1000), CountingPool.plenty());
            byte[] first = Wire.frame(0x02, new byte[100_000]);
            byte[] next = Wire.frame(0x00, new byte[100_000]);

            for (int fragment = 1; fragment <= 10; fragment++) {
                assertEquals(List.of(), Arrival.whole().deliver(fragment == 1 ? first : next, protocol));
            }

            assertEquals(
                    List.of("violation 1009: message over 1048576 bytes"),
                    Arrival.whole().deliver(Wire.header(0x00, 100_000, Wire.M0), protocol));
        }

        /** Row 99; Autobahn 9.3.1. */
        @Test
        void takes4MiBIn64ByteFragments() {
            byte[] payload = Wire.pattern(4 << 20);
            List<byte[]> frames = new ArrayList<>();
            for (int at = 0; at < payload.length; at += 64) {
                int first = (at == 0 ? 0x02 : 0x00) | (at == payload.length - 64 ? 0x80 : 0x00);
                byte[] part = new byte[64];
                System.arraycopy(payload, at, part, 0, 64);
                frames.add(Wire.frame(first, part, 0x37FA213D + at));
            }
            ServerProtocol protocol =
                    new ServerProtocol(Optional.empty(), new MessageLimits(16 << 20, 65_536), CountingPool.plenty());

            List<String> events = Arrival.whole().deliver(Wire.concat(frames.toArray(byte[][]::new)), protocol);

            assertEquals(List.of(EventText.binary(payload)), events);
        }
    }

    @Nested
    @DisplayName("RFC 6455 8.1: UTF-8; Autobahn 6")
    class Utf8 {

        /** Row 100; Autobahn 6.3-6.21. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "81 82 M0 C0 AF",
                    "81 83 M0 ED A0 80",
                    "81 84 M0 F4 90 80 80",
                    "81 81 M0 FE",
                    "81 81 M0 FF",
                    "81 81 M0 80",
                    "81 83 M0 61 62 BF",
                    "81 83 M0 E2 28 A1",
                    "81 84 M0 F0 28 8C BC",
                    "81 86 M0 FC 83 BF BF BF BF"
                })
        void rejectsWhatIsNoText(String frame) {
            wire(frame).gives("violation 1007: text is not UTF-8");
        }

        /** Row 101; Autobahn 6.6. */
        @ParameterizedTest
        @ValueSource(strings = {"81 81 M0 CE", "81 82 M0 E2 82", "81 83 M0 F0 9F 98", "01 81 M0 CE 80 80 M0"})
        void rejectsACutCodePointAtTheEnd(String frames) {
            wire(frames).gives("violation 1007: text is not UTF-8");
        }

        /** Row 102; Autobahn 6.2. */
        @Test
        void joinsALetterCutByFrames() {
            wire("01 81 M0 CE", "80 81 M0 BA").gives("text \"κ\"");
            wire("01 81 M0 F0", "00 81 M0 9F", "89 80 M0", "00 81 M0 98", "80 81 M0 80")
                    .gives("ping", "text \"😀\"");
        }

        @Test
        void forgetsAMessageBeforeTheNext() {
            wire("81 82 M0 C3 9F", "82 81 M0 C3", "81 81 M0 61").gives("text \"ß\"", "binary C3", "text \"a\"");
        }

        @Test
        void takesWhatTheJdkWouldReplace() {
            wire("81 83 M0 EF BF BD", "81 81 M0 00", "81 83 M0 EF BB BF", "81 84 M0 F4 8F BF BF")
                    .gives("text \"\uFFFD\"", "text \"\0\"", "text \"\uFEFF\"", "text \"\uDBFF\uDFFF\"");
        }

        /** Autobahn 6.4.1-6.4.4: the peer sends no byte more, and is told at once. */
        @ParameterizedTest
        @CsvSource({
            "01 82 M0 61 62, 00 82 M0 61 FF",
            "81 86 M0 61 62, 63 FF",
            "81 86 M0 61 62, C0",
            "81 86 M0 61 F4, 90",
            "81 FE 03 E8 M0 61 CE, CE"
        })
        void isToldInThePieceThatIsBad(String before, String bad) {
            ServerProtocol protocol = new ServerProtocol(Optional.empty(), Incoming.LIMITS, CountingPool.plenty());
            assertEquals(List.of(), Arrival.whole().deliver(Wire.bytes(before), protocol));
            assertTrue(protocol.isMessageUnfinished());

            List<String> events = Arrival.whole().deliver(Wire.bytes(bad), protocol);

            assertEquals(List.of("violation 1007: text is not UTF-8"), events);
        }
    }
}
