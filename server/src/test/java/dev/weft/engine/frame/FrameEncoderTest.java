package dev.weft.engine.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.engine.frame.FrameRules.Compression;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FrameEncoderTest {

    private static byte[] encode(Opcode opcode, int length) {
        ByteBuffer out = ByteBuffer.allocate(FrameEncoder.MAX_HEADER_LENGTH);
        FrameEncoder.encodeHeader(out, opcode, length);
        return Arrays.copyOf(out.array(), out.position());
    }

    @Nested
    @DisplayName("RFC 6455 5.7: examples")
    class Examples {

        @Test
        void unmaskedHello() {
            ByteBuffer out = ByteBuffer.allocate(7);

            FrameEncoder.encodeHeader(out, Opcode.TEXT, 5);
            out.put(Wire.utf8("Hello"));

            assertEquals("81 05 48 65 6C 6C 6F", Wire.text(out.array()));
        }

        @Test
        void unmaskedPing() {
            assertEquals("89 05", Wire.text(encode(Opcode.PING, 5)));
        }

        @Test
        void binaryOf256Bytes() {
            assertEquals("82 7E 01 00", Wire.text(encode(Opcode.BINARY, 256)));
        }

        @Test
        void binaryOf64KiB() {
            assertEquals("82 7F 00 00 00 00 00 01 00 00", Wire.text(encode(Opcode.BINARY, 65_536)));
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.2: payload length")
    class PayloadLength {

        @ParameterizedTest
        @CsvSource({
            "0, 82 00",
            "1, 82 01",
            "125, 82 7D",
            "126, 82 7E 00 7E",
            "127, 82 7E 00 7F",
            "65535, 82 7E FF FF",
            "65536, 82 7F 00 00 00 00 00 01 00 00",
            "2147483647, 82 7F 00 00 00 00 7F FF FF FF"
        })
        void isWrittenInItsShortestForm(int length, String expected) {
            assertEquals(expected, Wire.text(encode(Opcode.BINARY, length)));
            assertEquals(Wire.bytes(expected).length, FrameEncoder.headerLength(length));
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.2 and RFC 7692 6: the first byte")
    class FirstByte {

        @ParameterizedTest
        @EnumSource
        void hasFinAndTheOpcode(Opcode opcode) {
            assertEquals((byte) (0x80 | opcode.code()), encode(opcode, 0)[0]);
        }

        @ParameterizedTest
        @CsvSource({"TEXT, C1 05", "BINARY, C2 05"})
        void hasRsv1WhenCompressed(Opcode opcode, String expected) {
            ByteBuffer out = ByteBuffer.allocate(2);

            FrameEncoder.encodeCompressedHeader(out, opcode, 5);

            assertEquals(expected, Wire.text(out.array()));
        }
    }

    @Test
    void writesNothingPastTheHeader() {
        ByteBuffer out = ByteBuffer.wrap(Wire.bytes("AA AA AA AA AA AA"));

        FrameEncoder.encodeHeader(out, Opcode.TEXT, 200);

        assertEquals("81 7E 00 C8 AA AA", Wire.text(out.array()));
        assertEquals(4, out.position());
    }

    @Test
    void needsRoomForTheWholeHeader() {
        ByteBuffer out = ByteBuffer.allocate(3);

        assertThrows(BufferOverflowException.class, () -> FrameEncoder.encodeHeader(out, Opcode.TEXT, 200));
    }

    @Test
    void decoderReadsBackWhatWasEncodedOnceItIsMasked() throws ProtocolViolation {
        Random random = Seed.random("FrameEncoderTest");
        FrameRules rules = new FrameRules(Compression.PER_MESSAGE, Integer.MAX_VALUE);
        for (int i = 0; i < 10_000; i++) {
            int length = random.nextInt() >>> (1 + random.nextInt(31));
            Opcode opcode = random.nextBoolean() ? Opcode.TEXT : Opcode.BINARY;
            boolean compressed = random.nextBoolean();
            int key = random.nextInt();
            byte[] wire = asClient(opcode, length, compressed, key);

            FrameHeader header = FrameDecoder.decode(wire, 0, wire.length, rules);

            assertEquals(
                    new FrameHeader(opcode, true, compressed, length, Integer.reverseBytes(key), wire.length), header);
        }
    }

    @Test
    void payloadSurvivesARandomMask() {
        Random random = Seed.random("FrameEncoderTest.mask");
        for (int length : new int[] {0, 1, 125, 126, 127, 65_535, 65_536}) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            int key = random.nextInt();
            byte[] masked = Wire.masked(payload, key);

            Masking.unmask(masked, 0, length, Integer.reverseBytes(key), 0);

            assertArrayEquals(payload, masked, "length " + length);
        }
    }

    /** What a client would have sent: the mask bit and a key are all that differs. */
    private static byte[] asClient(Opcode opcode, int length, boolean compressed, int key) {
        ByteBuffer out = ByteBuffer.allocate(14);
        if (compressed) {
            FrameEncoder.encodeCompressedHeader(out, opcode, length);
        } else {
            FrameEncoder.encodeHeader(out, opcode, length);
        }
        out.putInt(key);
        out.put(1, (byte) (out.get(1) | 0x80));
        return Arrays.copyOf(out.array(), out.position());
    }
}
