package dev.weft.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.benchmarks.load.ServerFrameParser.Event;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerFrameParserTest {

    private final Collected collected = new Collected();
    private final ServerFrameParser parser = new ServerFrameParser(collected);

    @Nested
    @DisplayName("RFC 6455 5.2: payload length")
    final class Lengths {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 65_537, 300_000})
        void parsesEveryFormOfLength(int length) {
            byte[] payload = bytes(length);

            List<Event> events = feed(frame(0x82, payload), Integer.MAX_VALUE);

            assertEquals(List.of(Event.MESSAGE), events);
            assertEquals(Opcodes.BINARY, parser.messageOpcode());
            assertEquals(length, parser.messageLength());
            assertArrayEquals(payload, collected.bytes.toByteArray());
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
        void parsesOneByteAtATime(int length) {
            byte[] payload = bytes(length);

            List<Event> events = feed(frame(0x81, payload), 1);

            assertEquals(List.of(Event.MESSAGE), events);
            assertEquals(length, parser.messageLength());
            assertArrayEquals(payload, collected.bytes.toByteArray());
        }

        @ParameterizedTest
        @CsvSource({"817E007D, not minimal", "817F000000000000FFFF, not minimal", "817F8000000000000000, negative"})
        void rejectsLengthThatIsNotMinimalOrNegative(String hex, String why) {
            ProtocolError error = assertThrows(ProtocolError.class, () -> feed(hex(hex), Integer.MAX_VALUE));

            assertEquals("length is negative or not minimal", error.getMessage(), why);
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.4: fragmentation")
    final class Fragmentation {

        /** Hello in two fragments, RFC 6455 5.7, with a ping between them and an empty last fragment. */
        private static final String FRAGMENTED = "010348656C" + "890550696E6721" + "00026C6F" + "8000";

        @Test
        void joinsFragmentsRoundAPing() {
            List<Event> events = feed(hex(FRAGMENTED), Integer.MAX_VALUE);

            assertEquals(List.of(Event.PING, Event.MESSAGE), events);
            assertEquals("Hello", collected.bytes.toString());
            assertEquals(5, parser.messageLength());
            assertEquals(Opcodes.TEXT, parser.messageOpcode());
            assertEquals("Ping!", new String(parser.controlPayload()));
        }

        @Test
        void parsesTheSameAtEverySplit() {
            byte[] input = hex(FRAGMENTED);
            for (int split = 0; split <= input.length; split++) {
                Collected sink = new Collected();
                ServerFrameParser split1 = new ServerFrameParser(sink);
                List<Event> events = new ArrayList<>();

                drain(split1, ByteBuffer.wrap(input, 0, split), events);
                drain(split1, ByteBuffer.wrap(input, split, input.length - split), events);

                assertEquals(List.of(Event.PING, Event.MESSAGE), events, "split at " + split);
                assertEquals("Hello", sink.bytes.toString(), "split at " + split);
            }
        }

        @Test
        void tellsTheSinkWhereEachPieceBelongs() {
            feed(hex(FRAGMENTED), Integer.MAX_VALUE);

            assertEquals(List.of(0L, 3L), collected.offsets);
        }

        @ParameterizedTest
        @CsvSource({
            "8001, continuation without a message",
            "0101418101, new message inside a fragmented one",
            "0900, fragmented control frame",
            "897E, control frame over 125 bytes"
        })
        void rejectsWhatMayNotBeFragmented(String hex, String message) {
            ProtocolError error = assertThrows(ProtocolError.class, () -> feed(hex(hex), Integer.MAX_VALUE));

            assertEquals(message, error.getMessage());
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.1 and 5.2: what a server may not send")
    final class Forbidden {

        @Test
        void rejectsMaskedFrame() {
            ProtocolError error = assertThrows(ProtocolError.class, () -> feed(hex("8180"), Integer.MAX_VALUE));

            assertEquals("masked server frame", error.getMessage());
        }

        @ParameterizedTest
        @ValueSource(strings = {"C1", "A1", "91"})
        void rejectsReservedBits(String first) {
            assertThrows(ProtocolError.class, () -> feed(hex(first + "00"), Integer.MAX_VALUE));
        }

        @ParameterizedTest
        @ValueSource(strings = {"C900", "410141C000", "A100"})
        void rejectsCompressionWhereItMayNotBe(String hex) {
            parser.agreeOnCompression();

            assertThrows(ProtocolError.class, () -> feed(hex(hex), Integer.MAX_VALUE));
        }

        @ParameterizedTest
        @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
        void rejectsReservedOpcodes(int opcode) {
            byte[] frame = {(byte) (0x80 | opcode), 0};

            ProtocolError error = assertThrows(ProtocolError.class, () -> feed(frame, Integer.MAX_VALUE));

            assertEquals("reserved opcode " + opcode, error.getMessage());
        }
    }

    @Test
    void tellsWhichMessagesAreCompressed() {
        parser.agreeOnCompression();

        feed(hex("410141" + "800142"), Integer.MAX_VALUE);
        assertEquals(true, parser.isCompressed());
        feed(hex("810143"), Integer.MAX_VALUE);
        assertEquals(false, parser.isCompressed());
    }

    @Test
    void parsesManyFramesInOneBuffer() {
        List<Event> events = feed(hex("810141" + "820142" + "8A00" + "810143" + "880203E8"), Integer.MAX_VALUE);

        assertEquals(List.of(Event.MESSAGE, Event.MESSAGE, Event.PONG, Event.MESSAGE, Event.CLOSE), events);
        assertEquals("ABC", collected.bytes.toString());
        assertArrayEquals(hex("03E8"), parser.controlPayload());
    }

    private List<Event> feed(byte[] input, int pieceLength) {
        List<Event> events = new ArrayList<>();
        for (int at = 0; at < input.length; at += Math.min(pieceLength, input.length - at)) {
            drain(parser, ByteBuffer.wrap(input, at, Math.min(pieceLength, input.length - at)), events);
        }
        return events;
    }

    private static void drain(ServerFrameParser parser, ByteBuffer piece, List<Event> events) {
        Event event = parser.next(piece);
        while (event != Event.NEED_INPUT) {
            events.add(event);
            event = parser.next(piece);
        }
        assertEquals(0, piece.remaining(), "the whole piece is consumed");
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
        if (payload.length <= 125) {
            frame.put((byte) payload.length);
        } else if (payload.length <= 65_535) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static final class Collected implements PayloadSink {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<Long> offsets = new ArrayList<>();

        @Override
        public void accept(ByteBuffer input, int length, long offset) {
            byte[] piece = new byte[length];
            input.get(piece);
            bytes.writeBytes(piece);
            offsets.add(offset);
        }
    }
}
