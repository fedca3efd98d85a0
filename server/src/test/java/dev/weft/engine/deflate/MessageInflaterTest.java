package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.weft.engine.deflate.InflateOutcome.Inflated;
import dev.weft.engine.deflate.InflateOutcome.Malformed;
import dev.weft.engine.deflate.InflateOutcome.NoMemory;
import dev.weft.engine.deflate.InflateOutcome.TooBig;
import dev.weft.testsupport.DeflateWalker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageInflaterTest {

    private final CountingPool pool = new CountingPool();
    private final MessageInflater inflater = Peer.inflater(Peer.DEFAULT, pool);
    private final MessageInflater takeover = Peer.inflater(Peer.TAKEOVER, pool);

    @AfterEach
    void everyZlibObjectIsAccountedFor() {
        pool.assertNothingLeaked();
    }

    @Nested
    @DisplayName("RFC 7692 7.2.3: examples")
    class Examples {

        @Test
        void oneBlock() {
            assertHello(inflater, Vectors.ONE_BLOCK);
        }

        @Test
        void sharedWindow() {
            assertHello(takeover, Vectors.ONE_BLOCK);
            assertHello(takeover, Vectors.REFERRING_BACK);
            assertHello(takeover, Vectors.REFERRING_BACK);
        }

        @Test
        void blockWithoutCompression() {
            assertHello(inflater, Vectors.STORED);
        }

        @Test
        void finalBlock() {
            assertHello(inflater, Vectors.FINAL_BLOCK);
            assertHello(inflater, Vectors.ONE_BLOCK);
        }

        @Test
        void twoBlocks() {
            assertHello(inflater, Vectors.TWO_BLOCKS);
        }

        @Test
        void emptyMessage() {
            assertEquals(0, Peer.inflated(inflater, Vectors.EMPTY).length);
            assertHello(inflater, Vectors.ONE_BLOCK);
        }

        @Test
        void followOneAnotherInAnyOrder() {
            for (byte[] payload : new byte[][] {
                Vectors.ONE_BLOCK, Vectors.STORED, Vectors.FINAL_BLOCK, Vectors.TWO_BLOCKS, Vectors.REFERRING_BACK
            }) {
                assertHello(takeover, payload);
            }
            assertHello(takeover, Vectors.REFERRING_BACK);
        }
    }

    @Nested
    @DisplayName("RFC 7692 7.1.1: context takeover")
    class Takeover {

        @Test
        void withoutItEveryMessageBeginsWithAnEmptyWindow() {
            assertHello(inflater, Vectors.ONE_BLOCK);
            assertMalformed(inflater, Vectors.REFERRING_BACK);
        }

        @Test
        void theWindowIsNotSharedBetweenConnections() {
            assertHello(takeover, Vectors.ONE_BLOCK);
            assertMalformed(Peer.inflater(Peer.TAKEOVER, pool), Vectors.REFERRING_BACK);
            assertHello(takeover, Vectors.REFERRING_BACK);
        }

        @Test
        void aMessageThatFailsLeavesTheWindowAsItWas() {
            assertHello(takeover, Vectors.ONE_BLOCK);
            assertMalformed(takeover, Vectors.hex("f2 48 cd c9 c9 07 00 ff"));
            assertInstanceOf(TooBig.class, takeover.inflate(Vectors.ONE_BLOCK, 0, Vectors.ONE_BLOCK.length, 4));
            assertHello(takeover, Vectors.REFERRING_BACK);
        }
    }

    @Nested
    @DisplayName("RFC 7692 7.1.2.2: the client's window")
    class ClientWindow {

        private final CountingMemory memory = new CountingMemory(5000);
        private final byte[] noise = Sample.RANDOM.bytes(5000);

        @Test
        void isKeptAsFarAsWasAgreedAndNoFurther() {
            for (int bits : new int[] {9, 12, 15}) {
                int window = Math.min(1 << bits, 5000);
                assertArrayEquals(
                        Arrays.copyOfRange(noise, 5000 - window, 5000 - window + 100), referringBack(bits, window));
            }
            assertEquals(0, referringBack(9, 513).length);
            assertEquals(0, referringBack(12, 4097).length);
        }

        /** What comes of a message whose distance to what it repeats is this one; nothing if it is refused. */
        private byte[] referringBack(int bits, int distance) {
            MessageInflater client = Peer.inflater(Peer.parameters(ContextTakeover.ALLOWED, bits), pool);
            byte[] repeated = Arrays.copyOfRange(noise, 5000 - distance, 5000 - distance + 100);
            Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
            Peer.inflated(client, deflated(deflater, noise));
            byte[] payload = deflated(deflater, repeated);
            deflater.end();
            assertTrue(payload.length < 10, "a reference: " + payload.length);
            return Peer.inflate(client, payload) instanceof Inflated inflated ? inflated.bytes() : new byte[0];
        }

        private byte[] deflated(Deflater deflater, byte[] message) {
            byte[] output = new byte[message.length + 100];
            deflater.setInput(message);
            int length = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(output, length - 4);
        }

        @Test
        void takesAsMuchMemoryAsCameAndNoMoreThanTheWindow() {
            MessageInflater client = client(12);
            assertEquals(0, memory.taken());
            assertHello(client, Vectors.ONE_BLOCK);
            assertEquals(5, memory.taken());
            assertHello(client, Vectors.REFERRING_BACK);
            assertEquals(10, memory.taken());
            assertEquals(5000, Peer.inflated(client, Peer.zlib(noise)).length);
            assertEquals(4096, memory.taken());
            assertEquals(5000, Peer.inflated(client, Peer.zlib(noise)).length);
            assertEquals(4096, memory.taken());
            client.release();
            client.release();
            assertEquals(0, memory.taken());
        }

        @Test
        void takesNoneForAMessageThatIsRefusedOrEmptyOrWithoutTakeover() {
            MessageInflater client = client(12);
            assertInstanceOf(Malformed.class, Peer.inflate(client, new byte[] {(byte) 0xFF}));
            assertInstanceOf(TooBig.class, client.inflate(Vectors.ONE_BLOCK, 0, Vectors.ONE_BLOCK.length, 4));
            assertEquals(0, Peer.inflated(client, Vectors.EMPTY).length);
            assertEquals(0, Peer.inflated(client, new byte[0]).length);
            assertHello(new MessageInflater(Peer.DEFAULT, pool, memory), Vectors.ONE_BLOCK);
            assertEquals(0, memory.taken());
        }

        @Test
        void isNotKeptForAMessageForWhichThereIsNoMemory() {
            MessageInflater first = client(12);
            assertEquals(5000, Peer.inflated(first, Peer.zlib(noise)).length);
            MessageInflater second = client(12);
            assertEquals(500, Peer.inflated(second, Peer.zlib(Arrays.copyOf(noise, 500))).length);

            assertInstanceOf(NoMemory.class, Peer.inflate(second, Peer.zlib(noise)));
            assertEquals(4596, memory.taken());
            first.release();
            assertEquals(5000, Peer.inflated(second, Peer.zlib(noise)).length);
            assertEquals(4096, memory.taken());
        }

        private MessageInflater client(int bits) {
            return new MessageInflater(Peer.parameters(ContextTakeover.ALLOWED, bits), pool, memory);
        }
    }

    @Nested
    @DisplayName("RFC 7692 7.2.1: blocks with BFINAL")
    class FinalBlocks {

        @Test
        void areFollowedByOthers() {
            assertInflatesTo("HelloHello", Vectors.hex("f3 48 cd c9 c9 07 00 f3 48 cd c9 c9 07 00 00"));
            assertInflatesTo("HelloHello", Vectors.hex("f3 48 cd c9 c9 07 00 f2 48 cd c9 c9 07 00"));
            assertInflatesTo("HelloHello", Vectors.hex("f3 48 cd c9 c9 07 00 00 05 00 fa ff 48 65 6c 6c 6f 00"));
        }

        @Test
        void mayBeTheEndOfThePayload() {
            assertInflatesTo("Hello", Vectors.hex("f3 48 cd c9 c9 07 00"));
            assertHello(inflater, Vectors.ONE_BLOCK);
        }

        @Test
        void startANewStream() {
            assertMalformed(inflater, Vectors.hex("f3 48 cd c9 c9 07 00 f2 00 11 00 00"));
        }

        @Test
        void leaveTheWindowToTheNextMessage() {
            assertHello(takeover, Vectors.FINAL_BLOCK);
            assertHello(takeover, Vectors.REFERRING_BACK);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ff", "00 ff", "06", "01 05", "48 65 6c 6c 6f"})
        void areNotFollowedByJunk(String junk) {
            assertMalformed(inflater, Vectors.hex("f3 48 cd c9 c9 07 00" + junk));
            assertHello(inflater, Vectors.ONE_BLOCK);
        }

        @Test
        void mayBeManyAndEmpty() {
            byte[] payload = new byte[200_000];
            for (int i = 0; i < payload.length; i += 2) {
                payload[i] = 3;
            }
            assertEquals(0, Peer.inflated(inflater, payload).length);
        }
    }

    @Nested
    @DisplayName("RFC 6455 7.4.1: what is no whole DEFLATE stream (1007)")
    class Broken {

        @Test
        void badBlockType() {
            assertEquals(new Malformed("invalid block type"), Peer.inflate(inflater, Vectors.hex("ff")));
            assertHello(inflater, Vectors.ONE_BLOCK);
        }

        @ParameterizedTest
        @EnumSource(Sample.class)
        void streamCutAtAnyByte(Sample sample) {
            byte[] payload = Peer.zlib(sample.bytes(2000));
            for (int length = 1; length <= payload.length; length++) {
                byte[] cut = Arrays.copyOf(payload, length);
                Optional<byte[]> whole = walk(cut);

                switch (Peer.inflate(inflater, cut)) {
                    case Inflated inflated -> assertArrayEquals(whole.orElseThrow(), inflated.bytes());
                    case Malformed malformed -> assertTrue(whole.isEmpty(), sample + " cut at " + length);
                    case TooBig tooBig -> fail("below the limit");
                    case NoMemory none -> fail("there is enough");
                }
            }
        }

        @Test
        void endsItsInflaterSoThatNobodyElseGetsIt() {
            assertHello(inflater, Vectors.ONE_BLOCK);
            assertMalformed(inflater, Vectors.hex("ff"));
            assertMalformed(inflater, Vectors.hex("06"));
            assertMalformed(inflater, Arrays.copyOf(Vectors.STORED, 7));
            assertInstanceOf(TooBig.class, inflater.inflate(Vectors.ONE_BLOCK, 0, Vectors.ONE_BLOCK.length, 4));
            assertEquals(4, pool.ended());
            assertHello(takeover, Vectors.ONE_BLOCK);
            assertEquals(5, pool.made());
        }
    }

    /** Mojolicious sends the empty message so, where RFC 7692 7.2.3.6 has it take a byte. */
    @Test
    void noBytesAtAllAreTheEmptyMessageAndLeaveTheWindowAsItWas() {
        assertEquals(0, Peer.inflated(inflater, new byte[0]).length);
        assertHello(takeover, Vectors.ONE_BLOCK);
        assertEquals(0, Peer.inflated(takeover, new byte[0]).length);
        assertHello(takeover, Vectors.REFERRING_BACK);
    }

    @Test
    void readsOnlyTheRangeItIsGiven() {
        byte[] array = new byte[64];
        Arrays.fill(array, (byte) 0xFF);
        System.arraycopy(Vectors.ONE_BLOCK, 0, array, 20, Vectors.ONE_BLOCK.length);

        Inflated outcome = assertInstanceOf(Inflated.class, inflater.inflate(array, 20, Vectors.ONE_BLOCK.length, 5));

        assertEquals(Vectors.HELLO, ascii(outcome.bytes()));
        assertThrows(IndexOutOfBoundsException.class, () -> inflater.inflate(array, 60, 5, 5));
    }

    @Test
    void endsItsInflaterWhenAnErrorEscapes() {
        assertHello(inflater, Vectors.ONE_BLOCK);
        pool.failWith(new OutOfMemoryError("test"));
        assertThrows(OutOfMemoryError.class, () -> Peer.inflate(inflater, Vectors.ONE_BLOCK));
        assertEquals(1, pool.ended());
    }

    @Test
    @DisplayName("random bytes, and good payloads with a wrong byte, give an outcome and no more")
    void survivesGarbage() {
        Random random = new Random(Sample.SEED);
        byte[] good = Peer.zlib(Sample.JSON.bytes(3000));
        for (int run = 0; run < 20_000; run++) {
            byte[] payload = run % 2 == 0 ? new byte[random.nextInt(80)] : good.clone();
            if (run % 2 == 0) {
                random.nextBytes(payload);
            } else {
                payload[random.nextInt(good.length)] = (byte) random.nextInt();
            }
            MessageInflater either = random.nextBoolean() ? inflater : takeover;
            switch (either.inflate(payload, 0, payload.length, 10_000)) {
                case Inflated inflated -> assertTrue(inflated.bytes().length <= 10_000, "run " + run);
                case TooBig tooBig -> assertEquals(10_000, tooBig.limit());
                case Malformed malformed -> assertFalse(malformed.why().isBlank(), "run " + run);
                case NoMemory none -> fail("there is enough");
            }
            assertHello(either, Vectors.ONE_BLOCK);
        }
    }

    /** What a payload means to a decoder that has nothing in common with zlib; empty if it is no whole stream. */
    private static Optional<byte[]> walk(byte[] payload) {
        try {
            return Optional.of(new DeflateWalker().message(payload));
        } catch (IllegalStateException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private void assertInflatesTo(String expected, byte[] payload) {
        assertEquals(expected, ascii(Peer.inflated(inflater, payload)));
    }

    private static void assertHello(MessageInflater by, byte[] payload) {
        assertEquals(Vectors.HELLO, ascii(Peer.inflated(by, payload)));
    }

    private static void assertMalformed(MessageInflater by, byte[] payload) {
        assertInstanceOf(Malformed.class, Peer.inflate(by, payload));
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
