package dev.weft.engine.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.engine.frame.FrameRules.Compression;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {

    private static final int LIMIT = 1 << 20;

    private final FrameRules rules = new FrameRules(Compression.NONE, LIMIT);

    private @Nullable FrameHeader decode(byte[] bytes) throws ProtocolViolation {
        return FrameDecoder.decode(bytes, 0, bytes.length, rules);
    }

    private FrameHeader header(String wire) throws ProtocolViolation {
        return wholeHeader(decode(Wire.bytes(wire)), wire);
    }

    private static <T> T wholeHeader(@Nullable T value, String message) {
        if (value == null) {
            throw new AssertionError("no header yet: " + message);
        }
        return value;
    }

    private void refuses(String wire, int code, String reason) {
        byte[] bytes = Wire.bytes(wire);
        ProtocolViolation violation = assertThrows(ProtocolViolation.class, () -> decode(bytes));
        assertEquals(code + " " + reason, violation.closeCode() + " " + violation.reason());
    }

    @Nested
    @DisplayName("RFC 6455 5.7: examples, masked as a client must")
    class Examples {

        @Test
        void maskedHello() throws ProtocolViolation {
            assertEquals(
                    new FrameHeader(Opcode.TEXT, true, false, 5, 0x3D21FA37, 6),
                    header("81 85 37 FA 21 3D 7F 9F 4D 51 58"));
        }

        @Test
        void fragmentedHello() throws ProtocolViolation {
            FrameHeader first = header("01 83 M0 48 65 6C");
            rules.accepted(first);

            assertEquals(new FrameHeader(Opcode.TEXT, false, false, 3, 0, 6), first);
            assertEquals(new FrameHeader(Opcode.CONTINUATION, true, false, 2, 0, 6), header("80 82 M0 6C 6F"));
        }

        @Test
        void pingAndPong() throws ProtocolViolation {
            assertEquals(
                    new FrameHeader(Opcode.PING, true, false, 5, 0x3D21FA37, 6),
                    header("89 85 37 FA 21 3D 7F 9F 4D 51 58"));
            assertEquals(
                    new FrameHeader(Opcode.PONG, true, false, 5, 0x3D21FA37, 6),
                    header("8A 85 37 FA 21 3D 7F 9F 4D 51 58"));
        }

        @Test
        void binaryOf256Bytes() throws ProtocolViolation {
            assertEquals(new FrameHeader(Opcode.BINARY, true, false, 256, 0, 8), header("82 FE 01 00 M0"));
        }

        @Test
        void binaryOf64KiB() throws ProtocolViolation {
            assertEquals(
                    new FrameHeader(Opcode.BINARY, true, false, 65_536, 0, 14),
                    header("82 FF 00 00 00 00 00 01 00 00 M0"));
        }

        @Test
        void closeCarriesItsCode() throws ProtocolViolation {
            assertEquals(new FrameHeader(Opcode.CLOSE, true, false, 2, 0, 6), header("88 82 M0 03 E8"));
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.2: payload length")
    class PayloadLength {

        @ParameterizedTest
        @CsvSource({
            "0, 80",
            "1, 81",
            "125, FD",
            "126, FE 00 7E",
            "127, FE 00 7F",
            "32768, FE 80 00",
            "65535, FE FF FF",
            "65536, FF 00 00 00 00 00 01 00 00",
            "1048576, FF 00 00 00 00 00 10 00 00"
        })
        void isReadInItsShortestForm(long length, String encoded) throws ProtocolViolation {
            FrameHeader header = header("82 " + encoded + " 01 02 03 04");

            assertEquals(length, header.payloadLength());
            assertEquals(0x04030201, header.maskingKey());
            assertEquals(1 + Wire.bytes(encoded).length + 4, header.length());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "82 FE 00 00",
                    "82 FE 00 01",
                    "82 FE 00 7D",
                    "82 FF 00 00 00 00 00 00 00 00",
                    "82 FF 00 00 00 00 00 00 00 7D",
                    "82 FF 00 00 00 00 00 00 00 7E",
                    "82 FF 00 00 00 00 00 00 FF FF"
                })
        void isRefusedInALongerForm(String wire) {
            refuses(wire, 1002, "payload length is not minimal");
        }

        @ParameterizedTest
        @ValueSource(strings = {"82 FF 80 00 00 00 00 00 00 01", "82 FF FF FF FF FF FF FF FF FF"})
        void isRefusedWithItsTopBitSet(String wire) {
            refuses(wire, 1002, "payload length has its top bit set");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "82 FF 00 00 00 00 00 10 00 01",
                    "82 FF 00 00 00 00 7F FF FF FF",
                    "82 FF 00 00 00 00 80 00 00 00",
                    "82 FF 00 00 00 01 00 00 00 00",
                    "82 FF 7F FF FF FF FF FF FF FF"
                })
        void isRefusedOverTheLimitBeforeTheKeyIsThere(String wire) {
            refuses(wire, 1009, "message over 1048576 bytes");
        }
    }

    @Nested
    @DisplayName("a header in pieces")
    class Pieces {

        @ParameterizedTest
        @ValueSource(
                strings = {"81 85 37 FA 21 3D", "82 FE 01 00 01 02 03 04", "82 FF 00 00 00 00 00 01 00 00 01 02 03 04"})
        void isNoHeaderUntilItsLastByte(String wire) throws ProtocolViolation {
            byte[] whole = Wire.bytes(wire);
            for (int length = 0; length < whole.length; length++) {
                assertNull(decode(Arrays.copyOf(whole, length)), wire + " cut after " + length);
            }

            FrameHeader header = header(wire);

            assertEquals(whole.length, header.length());
        }

        @ParameterizedTest
        @CsvSource({
            "83, reserved opcode",
            "09, fragmented control frame",
            "80, continuation of nothing",
            "C1, RSV1 is set"
        })
        void isRefusedAtItsFirstByte(String wire, String reason) {
            refuses(wire, 1002, reason);
        }

        @ParameterizedTest
        @CsvSource({"81 05, frame is not masked", "89 FE, control frame over 125 bytes"})
        void isRefusedAtItsSecondByte(String wire, String reason) {
            refuses(wire, 1002, reason);
        }

        @Test
        void isReadFromItsRangeOnly() throws ProtocolViolation {
            byte[] bytes = Wire.bytes("FF FF FF 81 85 37 FA 21 3D FF FF FF");

            assertEquals(
                    new FrameHeader(Opcode.TEXT, true, false, 5, 0x3D21FA37, 6),
                    FrameDecoder.decode(bytes, 3, 9, rules));
            assertNull(FrameDecoder.decode(bytes, 3, 8, rules));
            assertNull(FrameDecoder.decode(bytes, 12, 12, rules));
        }
    }

    @Test
    void readsBackEveryHeaderOfARandomClient() throws ProtocolViolation {
        Random random = Seed.random("FrameDecoderTest");
        FrameRules loose = new FrameRules(Compression.PER_MESSAGE, Long.MAX_VALUE);
        int[] firstBytes = {0x81, 0x82, 0x01, 0x02, 0xC1, 0xC2, 0x41, 0x42};
        for (int i = 0; i < 10_000; i++) {
            int first = firstBytes[random.nextInt(firstBytes.length)];
            long length = random.nextLong() >>> (1 + random.nextInt(63));
            int key = random.nextInt();
            byte[] wire = Wire.header(first, length, key);

            FrameHeader header = FrameDecoder.decode(wire, 0, wire.length, loose);

            assertEquals(
                    new FrameHeader(
                            (first & 0x0F) == 1 ? Opcode.TEXT : Opcode.BINARY,
                            (first & 0x80) != 0,
                            (first & 0x40) != 0,
                            length,
                            Integer.reverseBytes(key),
                            wire.length),
                    header,
                    () -> Wire.text(wire));
        }
    }
}
