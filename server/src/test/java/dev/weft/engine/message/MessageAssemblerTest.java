package dev.weft.engine.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.FrameHeader;
import dev.weft.engine.frame.Opcode;
import dev.weft.engine.frame.ProtocolViolation;
import dev.weft.engine.frame.Wire;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageAssemblerTest {

    private static final int LIMIT = 1 << 20;

    /** {@code 37 FA 21 3D} of RFC 6455 5.7, as a header carries it. */
    private static final int KEY = 0x3D21FA37;

    private final MessageAssembler message = new MessageAssembler(new MessageLimits(LIMIT, 4));

    private static FrameHeader header(Opcode opcode, long length) {
        return new FrameHeader(opcode, true, false, length, 0, 6);
    }

    private void begin(Opcode opcode, long length) throws ProtocolViolation {
        message.begin(header(opcode, length));
    }

    private int take(byte[] bytes) throws ProtocolViolation {
        return message.take(bytes, 0, bytes.length);
    }

    private int take(String hex) throws ProtocolViolation {
        return take(Wire.bytes(hex));
    }

    /** Reads into the space offered, at most so many bytes, and returns how many fitted. */
    private int read(byte[] bytes, int from, int most) throws ProtocolViolation {
        ByteBuffer space = message.space();
        int count = Math.min(most, Math.min(space.remaining(), bytes.length - from));
        space.put(bytes, from, count);
        message.received(count);
        return count;
    }

    private static void assertViolation(int code, String reason, ProtocolViolation violation) {
        assertEquals(code + " " + reason, violation.closeCode() + " " + violation.reason());
    }

    @Nested
    @DisplayName("RFC 6455 5.7: examples")
    class Examples {

        @Test
        void unmasksTheHelloOfOneFrame() throws ProtocolViolation {
            message.begin(new FrameHeader(Opcode.TEXT, true, false, 5, KEY, 6));

            assertEquals(5, take("7F 9F 4D 51 58"));

            assertEquals(Opcode.TEXT, message.opcode());
            assertEquals("48 65 6C 6C 6F", Wire.text(message.finish()));
        }

        @Test
        void joinsTheHelloOfTwoFramesWithAKeyEach() throws ProtocolViolation {
            message.begin(new FrameHeader(Opcode.TEXT, false, false, 3, KEY, 6));
            take("7F 9F 4D");
            message.begin(new FrameHeader(Opcode.CONTINUATION, true, false, 2, 0, 6));
            take("6C 6F");

            assertEquals(Opcode.TEXT, message.opcode());
            assertEquals("48 65 6C 6C 6F", Wire.text(message.finish()));
        }
    }

    @Nested
    @DisplayName("taking what a buffer holds")
    class Taking {

        @Test
        void takesNoMoreThanTheFrame() throws ProtocolViolation {
            begin(Opcode.BINARY, 3);

            assertEquals(3, take("01 02 03 89 80"));
            assertEquals(0, message.missing());
            assertEquals("01 02 03", Wire.text(message.finish()));
        }

        @Test
        void saysWhatIsMissing() throws ProtocolViolation {
            begin(Opcode.BINARY, 3);
            assertEquals(3, message.missing());

            assertEquals(1, take("01"));
            assertEquals(2, message.missing());

            assertEquals(0, take(""));
            assertEquals(2, message.missing());
        }

        @Test
        void takesTheMiddleOfAnArray() throws ProtocolViolation {
            begin(Opcode.BINARY, 2);

            assertEquals(2, message.take(Wire.bytes("FF 01 02 FF"), 1, 3));
            assertEquals("01 02", Wire.text(message.finish()));
        }

        @Test
        void leavesTheSourceAsItWas() throws ProtocolViolation {
            byte[] source = Wire.bytes("7F 9F 4D 51 58");
            message.begin(new FrameHeader(Opcode.BINARY, true, false, 5, KEY, 6));

            take(source);

            assertEquals("7F 9F 4D 51 58", Wire.text(source));
        }

        @Test
        void masksOnAcrossPieces() throws ProtocolViolation {
            byte[] payload = Wire.pattern(100);
            byte[] masked = Wire.masked(payload, 0x37FA213D);
            for (int piece = 1; piece <= 9; piece++) {
                message.begin(new FrameHeader(Opcode.BINARY, true, false, 100, KEY, 6));
                for (int at = 0; at < 100; at += piece) {
                    message.take(masked, at, Math.min(100, at + piece));
                }
                assertArrayEquals(payload, message.finish(), "pieces of " + piece);
            }
        }
    }

    @Nested
    @DisplayName("reading into it")
    class Reading {

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 125, 126, 511, 512, 513, 65_535, 65_536, LIMIT})
        void givesTheSameForEverySizeOfRead(int length) throws ProtocolViolation {
            byte[] payload = Wire.pattern(length);
            byte[] masked = Wire.masked(payload, 0x37FA213D);
            for (int most : new int[] {1 + length / 1000, 7 + length / 100, 4096, Integer.MAX_VALUE}) {
                message.begin(new FrameHeader(Opcode.BINARY, true, false, length, KEY, 6));
                int at = 0;
                while (message.missing() > 0) {
                    at += read(masked, at, most);
                }
                assertArrayEquals(payload, message.finish(), "reads of " + most);
            }
        }

        @Test
        void offersNoMoreThanTheFrameLacks() throws ProtocolViolation {
            begin(Opcode.BINARY, 10);
            assertEquals(10, message.space().remaining());

            take("01 02 03");

            assertEquals(7, message.space().remaining());
        }

        @Test
        void handsOutTheArrayItReadIntoWithoutACopy() throws ProtocolViolation {
            byte[] payload = Wire.pattern(40_000);
            begin(Opcode.BINARY, 40_000);
            byte[] last = new byte[0];
            int at = 0;
            while (message.missing() > 0) {
                last = message.space().array();
                at += read(payload, at, Integer.MAX_VALUE);
            }

            assertSame(last, message.finish());
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.6 and 8.1: text is UTF-8")
    class Text {

        @Test
        void isRefusedAtTheBadByteWhileTheRestIsMissing() throws ProtocolViolation {
            begin(Opcode.TEXT, 100);
            take("61 62");

            ProtocolViolation violation = assertThrows(ProtocolViolation.class, () -> take("C0"));

            assertViolation(1007, "text is not UTF-8", violation);
        }

        @Test
        void isRefusedAtTheBadByteWhenReadDirectly() throws ProtocolViolation {
            begin(Opcode.TEXT, 100);
            read(Wire.bytes("61 CE"), 0, 2);

            ProtocolViolation violation = assertThrows(ProtocolViolation.class, () -> read(Wire.bytes("CE"), 0, 1));

            assertViolation(1007, "text is not UTF-8", violation);
        }

        @Test
        void mayBeCutInsideACodePointByFrames() throws ProtocolViolation {
            begin(Opcode.TEXT, 1);
            take("CE");
            begin(Opcode.CONTINUATION, 1);
            take("BA");

            assertEquals("CE BA", Wire.text(message.finish()));
        }

        @Test
        void mayNotEndInsideACodePoint() throws ProtocolViolation {
            begin(Opcode.TEXT, 1);
            take("CE");

            ProtocolViolation violation = assertThrows(ProtocolViolation.class, message::finish);

            assertViolation(1007, "text is not UTF-8", violation);
        }

        @Test
        void isNotAskedOfBinary() throws ProtocolViolation {
            begin(Opcode.BINARY, 2);
            take("C0 CE");

            assertEquals("C0 CE", Wire.text(message.finish()));
        }

        @Test
        void isNotAskedOfWhatIsStillCompressed() throws ProtocolViolation {
            message.begin(new FrameHeader(Opcode.TEXT, false, true, 2, 0, 6));
            take("F2 48");
            begin(Opcode.CONTINUATION, 1);
            take("CE");

            assertTrue(message.isCompressed());
            assertEquals("F2 48 CE", Wire.text(message.finish()));
        }

        @Test
        void isAskedAgainAfterACompressedMessage() throws ProtocolViolation {
            message.begin(new FrameHeader(Opcode.TEXT, true, true, 0, 0, 6));
            message.finish();
            begin(Opcode.TEXT, 1);

            assertFalse(message.isCompressed());
            assertThrows(ProtocolViolation.class, () -> take("C0"));
        }
    }

    @Nested
    @DisplayName("number of fragments")
    class Fragments {

        @Test
        void takesTheLimitAndRefusesOneMore() throws ProtocolViolation {
            begin(Opcode.TEXT, 0);
            for (int i = 0; i < 3; i++) {
                begin(Opcode.CONTINUATION, 0);
            }

            ProtocolViolation violation = assertThrows(ProtocolViolation.class, () -> begin(Opcode.CONTINUATION, 0));

            assertViolation(1008, "message of over 4 fragments", violation);
        }

        @Test
        void countsAnewForEachMessage() throws ProtocolViolation {
            for (int i = 0; i < 10; i++) {
                begin(Opcode.TEXT, 0);
                begin(Opcode.CONTINUATION, 0);
                assertEquals(0, message.finish().length);
            }
        }

        @Test
        void emptyOnesTakeNoMemory() throws ProtocolViolation {
            begin(Opcode.BINARY, 0);
            take("");
            begin(Opcode.CONTINUATION, 0);
            take("");

            assertEquals(0, message.retained());
        }
    }

    @Nested
    @DisplayName("the end of a message")
    class End {

        @Test
        void finishForgetsTheMessageAndItsMemory() throws ProtocolViolation {
            begin(Opcode.BINARY, 3);
            assertTrue(message.isUnfinished());
            take("01 02 03");

            message.finish();

            assertFalse(message.isUnfinished());
            assertEquals(0, message.retained());
            assertEquals(0, message.missing());
        }

        @Test
        void releaseForgetsAMessageInTheMiddle() throws ProtocolViolation {
            begin(Opcode.TEXT, 3);
            take("61 CE");

            message.release();

            assertFalse(message.isUnfinished());
            assertEquals(0, message.retained());
            assertEquals(0, message.missing());
            begin(Opcode.TEXT, 1);
            take("62");
            assertEquals("62", Wire.text(message.finish()));
        }

        @Test
        void eachMessageHasAnArrayOfItsOwn() throws ProtocolViolation {
            begin(Opcode.BINARY, 1);
            take("01");
            byte[] first = message.finish();
            begin(Opcode.BINARY, 1);
            take("02");

            assertEquals("02", Wire.text(message.finish()));
            assertEquals("01", Wire.text(first));
        }
    }
}
