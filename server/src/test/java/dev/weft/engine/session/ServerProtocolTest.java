package dev.weft.engine.session;

import static dev.weft.engine.session.Incoming.bytes;
import static dev.weft.engine.session.Incoming.wire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The entry point itself; the rules of single frames, control frames and messages have test classes of their own. */
class ServerProtocolTest {

    private final CountingPool pool = CountingPool.plenty();
    private final ServerProtocol protocol = new ServerProtocol(Optional.empty(), Incoming.LIMITS, pool);
    private final List<String> events = new ArrayList<>();

    private void receive(String hex) {
        receive(Wire.bytes(hex));
    }

    private void receive(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            at += Arrival.read(protocol, bytes, at, Integer.MAX_VALUE);
            Arrival.drain(protocol, events);
        }
    }

    @Nested
    @DisplayName("RFC 6455 5.7: examples, masked as a client must")
    class Examples {

        @Test
        void maskedHello() {
            wire("81 85 37 FA 21 3D 7F 9F 4D 51 58").gives("text \"Hello\"");
        }

        @Test
        void fragmentedHello() {
            wire("01 83 M0 48 65 6C", "80 82 M0 6C 6F").gives("text \"Hello\"");
        }

        @Test
        void pingAndMaskedPong() {
            wire("89 85 M0 48 65 6C 6C 6F", "8A 85 37 FA 21 3D 7F 9F 4D 51 58")
                    .gives("ping 48 65 6C 6C 6F", "pong 48 65 6C 6C 6F");
        }

        @Test
        void binaryOf256Bytes() {
            bytes(Wire.bytes("82 FE 01 00 M0"), Wire.pattern(256)).gives(EventText.binary(Wire.pattern(256)));
        }

        @Test
        void binaryOf64KiB() {
            bytes(Wire.bytes("82 FF 00 00 00 00 00 01 00 00 M0"), Wire.pattern(65_536))
                    .gives(EventText.binary(Wire.pattern(65_536)));
        }
    }

    @Nested
    @DisplayName("events come in order, one for each call")
    class Order {

        /** Wire-cases row 72. */
        @Test
        void aThousandFramesInOneSegment() {
            List<String> expected = Collections.nCopies(1000, "text \"a\"");

            receive(Wire.repeat(Wire.bytes("81 81 M0 61"), 1000));

            assertEquals(expected, events);
        }

        @Test
        void allKindsInOneSegment() {
            wire("81 81 M0 61", "89 81 M0 01", "82 81 M0 62", "8A 81 M0 02", "88 82 M0 03 E8")
                    .gives("text \"a\"", "ping 01", "binary 62", "pong 02", "close 1000 \"\"");
        }

        @Test
        void nothingArrivedIsNoEvent() {
            assertNull(protocol.next());
            assertNull(protocol.next());
        }

        @Test
        void nothingReadIsNoEvent() {
            protocol.space();
            protocol.received(0);

            assertNull(protocol.next());
            receive("81 81 M0 61");
            assertEquals(List.of("text \"a\""), events);
        }
    }

    @Nested
    @DisplayName("bytes that came with the request head")
    class Early {

        @Test
        void mayBeNone() {
            protocol.receivedEarly(ByteBuffer.allocate(0));

            assertNull(protocol.next());
            assertEquals(ReceiveBuffer.SMALL, protocol.space().remaining());
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 130, 131, 136, 137, 8192, 20_000})
        void areDecodedFirst(int length) {
            byte[] payload = Wire.pattern(length);

            protocol.receivedEarly(ByteBuffer.wrap(Wire.frame(0x82, payload)));
            Arrival.drain(protocol, events);
            receive("81 81 M0 61");

            assertEquals(List.of(EventText.binary(payload), "text \"a\""), events);
        }

        @Test
        void areCopied() {
            byte[] head = Wire.bytes("81 82 M0 61 62");
            ByteBuffer bytes = ByteBuffer.wrap(head);

            protocol.receivedEarly(bytes);
            head[6] = 0x7A;
            Arrival.drain(protocol, events);

            assertFalse(bytes.hasRemaining());
            assertEquals(List.of("text \"ab\""), events);
        }

        @Test
        void mayComeInAReadOnlyDirectBuffer() {
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(7).put(Wire.bytes("81 81 M0 61")).flip();

            protocol.receivedEarly(direct.asReadOnlyBuffer());
            Arrival.drain(protocol, events);

            assertEquals(List.of("text \"a\""), events);
        }
    }

    @Nested
    @DisplayName("an unfinished message")
    class Unfinished {

        @Test
        void beginsWithAHeaderAndEndsWithTheLastByte() {
            receive("81 82 00 00 00");
            assertFalse(protocol.isMessageUnfinished());

            receive("00");
            assertTrue(protocol.isMessageUnfinished());

            receive("61");
            assertTrue(protocol.isMessageUnfinished());

            receive("62");
            assertFalse(protocol.isMessageUnfinished());
        }

        @Test
        void lastsOverFragmentsAndWhatComesBetween() {
            receive("01 80 M0");
            assertTrue(protocol.isMessageUnfinished());

            receive("89 80 M0");
            assertTrue(protocol.isMessageUnfinished());

            receive("80 80 M0");
            assertFalse(protocol.isMessageUnfinished());
        }

        @Test
        void isNoControlFrame() {
            receive("89 82 M0 01");

            assertFalse(protocol.isMessageUnfinished());
        }
    }
}
