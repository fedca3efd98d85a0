package dev.weft.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weft.engine.frame.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that lack 16 KiB or more are read straight into their message. */
class ServerProtocolLargeTest {

    private static final int DIRECT = 16 * 1024;

    /** Ten bytes with a letter of each length: every border of a read falls into each of them. */
    private static final String LETTERS = "aß€😀";

    private final CountingPool pool = CountingPool.plenty();
    private final ServerProtocol protocol = new ServerProtocol(Optional.empty(), Incoming.LIMITS, pool);
    private final List<String> events = new ArrayList<>();

    private void read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            Arrival.drain(protocol, events);
            at += Arrival.read(protocol, bytes, at, to - at);
        }
    }

    /** The array that the next read goes to. */
    private byte[] target() {
        assertNull(protocol.next());
        return protocol.space().array();
    }

    @Nested
    @DisplayName("the direct read")
    class DirectRead {

        @Test
        void goesIntoTheArrayThatTheMessageIsHandedOutIn() {
            byte[] payload = Wire.pattern(100_000);
            byte[] frame = Wire.frame(0x82, payload, 0x37FA213D);
            read(frame, 0, 100_014 - 20_000);
            byte[] target = target();

            read(frame, 100_014 - 20_000, frame.length);

            Event.Message message = assertInstanceOf(Event.Message.class, protocol.next());
            assertSame(target, message.payload(), "copied");
            assertEquals(EventText.binary(payload), EventText.of(message));
        }

        @ParameterizedTest
        @ValueSource(ints = {DIRECT - 1, DIRECT, DIRECT + 1})
        void withALargeArrayBeginsWhen16KiBAreMissing(int length) {
            byte[] busy = Wire.frame(0x82, Wire.pattern(1000));
            read(busy, 0, ReceiveBuffer.SMALL);
            assertNull(protocol.next());
            read(busy, ReceiveBuffer.SMALL, busy.length);
            assertInstanceOf(Event.Message.class, protocol.next());
            read(Wire.header(0x82, length, Wire.M0), 0, 8);
            int room = protocol.next() == null ? protocol.space().remaining() : 0;

            assertEquals(length < DIRECT ? CountingPool.LARGE : 512, room);
        }

        @ParameterizedTest
        @ValueSource(ints = {ReceiveBuffer.SMALL - 1, ReceiveBuffer.SMALL, ReceiveBuffer.SMALL + 1})
        void withTheSmallArrayBeginsWhenItWouldBeFilled(int length) {
            byte[] header = Wire.header(0x82, length, Wire.M0);
            read(header, 0, header.length);
            int room = protocol.next() == null ? protocol.space().remaining() : 0;

            assertEquals(Math.max(length, ReceiveBuffer.SMALL), room);
        }

        @Test
        void endsWithTheFrame() {
            byte[] payload = Wire.pattern(DIRECT);
            byte[] wire = Wire.concat(Wire.frame(0x82, payload), Wire.textFrame("next"));

            Arrival.drain(protocol, events);
            events.addAll(Arrival.whole().deliver(wire, protocol));

            assertEquals(List.of(EventText.binary(payload), "text \"next\""), events);
        }

        @Test
        void isNoneWhileTheBufferHoldsMore() {
            byte[] frame = Wire.frame(0x82, Wire.pattern(50_000));
            read(frame, 0, 4);

            assertEquals(
                    ReceiveBuffer.SMALL - 4,
                    protocol.next() == null ? protocol.space().remaining() : 0);
        }
    }

    @Nested
    @DisplayName("RFC 6455 8.1: text across the borders of direct reads")
    class Text {

        private final String text = LETTERS.repeat(4000);
        private final byte[] frame = Wire.frame(0x81, Wire.utf8(text), 0x37FA213D);

        @Test
        void survivesReadsOfEverySizeUpTo64() {
            for (int size = 1; size <= 64; size++) {
                ServerProtocol fresh = new ServerProtocol(Optional.empty(), Incoming.LIMITS, pool);
                List<String> seen = Arrival.readsOf(size).deliver(frame, fresh);
                assertEquals(List.of(EventText.text(text)), seen, "reads of " + size);
                fresh.release();
            }
            pool.assertNothingOut();
        }

        @Test
        void survivesABorderAtEveryByteOfTheLetters() {
            for (int border = 8; border <= 400; border++) {
                ServerProtocol fresh = new ServerProtocol(Optional.empty(), Incoming.LIMITS, pool);
                List<String> seen = Arrival.splitAt(border).deliver(frame, fresh);
                assertEquals(List.of(EventText.text(text)), seen, "border at " + border);
                fresh.release();
            }
        }

        @Test
        void mayGoOnInTheNextFragment() {
            byte[] letters = Wire.utf8(text);
            for (int cut = 20_000; cut < 20_010; cut++) {
                byte[] first = Arrays.copyOfRange(letters, 0, cut);
                byte[] rest = Arrays.copyOfRange(letters, cut, letters.length);
                byte[] wire = Wire.concat(Wire.frame(0x01, first, 0x01020304), Wire.frame(0x80, rest, 0x37FA213D));
                ServerProtocol fresh = new ServerProtocol(Optional.empty(), Incoming.LIMITS, pool);

                assertEquals(
                        List.of(EventText.text(text)), Arrival.readsOf(1009).deliver(wire, fresh), "cut at " + cut);
            }
        }

        /** Wire-cases row 104. */
        @Test
        void isRefusedAtTheBadByteOfADirectReadWhileTheRestIsMissing() {
            byte[] bad = frame.clone();
            bad[20_000] = (byte) 0xFF;
            read(bad, 0, 20_000);
            Arrival.drain(protocol, events);
            assertEquals(List.of(), events);

            Arrival.read(protocol, bad, 20_000, 1);
            Arrival.drain(protocol, events);

            assertEquals(List.of("violation 1007: text is not UTF-8"), events);
        }

        @Test
        void isRefusedWhenItEndsInsideALetter() {
            byte[] cut = Wire.frame(0x81, Arrays.copyOf(Wire.utf8(text), 39_999), 0x37FA213D);

            assertEquals(
                    List.of("violation 1007: text is not UTF-8"),
                    Arrival.readsOf(4096).deliver(cut, protocol));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, DIRECT, Integer.MAX_VALUE})
    void aMessageAtTheLimitIsTakenAndOneByteMoreIsNot(int size) {
        byte[] payload = Wire.pattern(1 << 20);
        byte[] over = Wire.header(0x80, 1, Wire.M0);

        List<String> whole = Arrival.readsOf(size).deliver(Wire.frame(0x82, payload, 0x37FA213D), protocol);
        List<String> cut = Arrival.readsOf(size).deliver(Wire.concat(Wire.frame(0x02, payload), over), protocol);

        assertEquals(List.of(EventText.binary(payload)), whole);
        assertEquals(List.of("violation 1009: message over 1048576 bytes"), cut);
    }

    @Test
    void pingsBetweenLargeFragmentsAreTold() {
        byte[] wire = Wire.concat(
                Wire.frame(0x02, Wire.pattern(40_000)),
                Wire.bytes("89 81 M0 07"),
                Wire.frame(0x80, Wire.pattern(30_000)));
        byte[] message = Wire.concat(Wire.pattern(40_000), Wire.pattern(30_000));
        for (int size : new int[] {1, 7, 160, 4096, 16_384, 39_999, Integer.MAX_VALUE}) {
            ServerProtocol fresh = new ServerProtocol(Optional.empty(), Incoming.LIMITS, pool);

            assertEquals(
                    List.of("ping 07", EventText.binary(message)),
                    Arrival.readsOf(size).deliver(wire, fresh),
                    "reads of " + size);
        }
    }

    @Test
    void twoMessagesNeverShareAnArray() {
        byte[] frame = Wire.frame(0x82, Wire.pattern(50_000));
        read(frame, 0, frame.length);
        Event.Message first = assertInstanceOf(Event.Message.class, protocol.next());
        read(frame, 0, frame.length);
        Event.Message second = assertInstanceOf(Event.Message.class, protocol.next());

        assertNotSame(first.payload(), second.payload(), "shared");
        assertNotSame(second.payload(), protocol.space().array(), "still written to");
    }
}
