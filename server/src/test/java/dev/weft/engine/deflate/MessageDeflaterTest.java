package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.deflate.DeflateOutcome.Plain;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDeflaterTest {

    private final CountingPool pool = new CountingPool();
    private final MessageDeflater deflater = new MessageDeflater(Peer.DEFAULT, pool);
    private final MessageDeflater takeover = new MessageDeflater(Peer.TAKEOVER, pool);

    @AfterEach
    void everyZlibObjectIsAccountedFor() {
        pool.assertNothingLeaked();
    }

    @Nested
    class SendsPlain {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 125, 1023})
        void aMessageBelowTheThreshold(int size) {
            assertPlain(deflater, Sample.ZEROS.bytes(size));
            assertEquals(0, pool.made());
        }

        @Test
        void aMessageOfAFewBytesEvenWithTakeover() {
            assertPlain(takeover, Sample.ZEROS.bytes(63));
            assertTrue(Peer.deflated(takeover, Sample.ZEROS.bytes(64)).length < 64);
        }

        @ParameterizedTest
        @ValueSource(ints = {1024, 65_536, 1 << 20})
        void aMessageThatDoesNotGetSmaller(int size) {
            assertPlain(deflater, Sample.RANDOM.bytes(size));
            assertPlain(takeover, Sample.RANDOM.bytes(size));
            assertPlain(new MessageDeflater(Peer.parameters(ContextTakeover.NONE, 9), pool), Sample.RANDOM.bytes(size));
        }

        @Test
        void aLargeMessageOfNoiseWithoutTryingAllOfIt() {
            assertPlain(deflater, Sample.RANDOM.bytes(1 << 20));
            assertEquals(128 * 1024, pool.bytesRead());
        }

        @Test
        void noMessageThatBeginsWithNoiseOnly() {
            byte[] message = Sample.JSON.bytes(1 << 20);
            System.arraycopy(Sample.RANDOM.bytes(100_000), 0, message, 0, 100_000);
            assertTrue(Peer.deflated(deflater, message).length < message.length / 2);
        }
    }

    @Nested
    @DisplayName("RFC 7692 7.2.1: compression")
    class Compression {

        @Test
        void beginsAtTheThreshold() {
            assertTrue(Peer.deflated(deflater, Sample.JSON.bytes(1024)).length < 1024);
        }

        @Test
        @DisplayName("removes 00 00 FF FF: the inflater appends it again and finds the end of a block")
        void removesTheTail() {
            byte[] message = Sample.JSON.bytes(5000);
            byte[] payload = Peer.deflated(deflater, message);

            // What is left of the empty block at the end: its header bits and padding.
            assertEquals(0, payload[payload.length - 1]);
            assertArrayEquals(message, Peer.inflated(Peer.inflater(Peer.DEFAULT, pool), payload));
        }

        @Test
        void readsOnlyTheRangeItIsGiven() {
            byte[] array = Sample.JSON.bytes(5000);
            byte[] range = Arrays.copyOfRange(array, 1000, 3000);

            DeflateOutcome outcome = deflater.deflate(array, 1000, 2000);

            assertArrayEquals(
                    Peer.deflated(deflater, range),
                    assertInstanceOf(DeflateOutcome.Deflated.class, outcome).bytes());
            assertThrows(IndexOutOfBoundsException.class, () -> deflater.deflate(array, 4000, 1001));
        }

        @Test
        void neverMakesAMessageLarger() {
            Random random = new Random(Sample.SEED);
            for (int size = 1024; size < 3000; size++) {
                // Half text, half noise: around the point where compression stops to pay.
                byte[] message = Sample.RANDOM.bytes(size, random);
                int quiet = random.nextInt(80);
                Arrays.fill(message, 0, quiet, (byte) 'x');
                if (deflater.deflate(message, 0, size) instanceof DeflateOutcome.Deflated deflated) {
                    assertTrue(deflated.bytes().length < size, "size " + size + ", quiet " + quiet);
                }
            }
        }
    }

    @Nested
    @DisplayName("RFC 7692 7.1.1, 8: context takeover")
    class Takeover {

        @Test
        void withoutItTheSameMessageGivesTheSameBytes() {
            for (Sample sample : new Sample[] {Sample.JSON, Sample.TEXT, Sample.ZEROS}) {
                byte[] message = sample.bytes(100_000);
                byte[] first = Peer.deflated(deflater, message);
                Peer.deflated(deflater, Sample.JSON.bytes(70_000));
                assertPlain(deflater, Sample.RANDOM.bytes(70_000));

                assertArrayEquals(first, Peer.deflated(deflater, message));
                assertArrayEquals(first, Peer.deflated(new MessageDeflater(Peer.DEFAULT, new CountingPool()), message));
            }
        }

        @Test
        void withItARepetitionCostsNextToNothing() {
            byte[] message = Sample.JSON.bytes(2000);
            int first = Peer.deflated(takeover, message).length;

            assertTrue(Peer.deflated(takeover, message).length < first / 10);
        }

        @Test
        void withItSmallAlikeMessagesShrinkByHalfAndMore() {
            Random random = new Random(Sample.SEED);
            int before = 0;
            int after = 0;
            for (int i = 0; i < 1000; i++) {
                byte[] message = Sample.JSON.bytes(130, random);
                before += message.length;
                after += Peer.deflated(takeover, message).length;
            }
            assertTrue(after < before / 2, after + " of " + before);
        }

        @Test
        void aMessageSentPlainIsNoPartOfTheWindow() {
            MessageInflater inflater = Peer.inflater(Peer.TAKEOVER, pool);
            byte[] noise = Sample.RANDOM.bytes(3000);
            byte[] noiseAndText = Arrays.copyOf(noise, 9000);
            System.arraycopy(Sample.TEXT.bytes(6000), 0, noiseAndText, 3000, 6000);

            assertPlain(takeover, noise);

            // The client has not seen the noise in its window; a reference to it would be malformed there.
            assertArrayEquals(noiseAndText, Peer.inflated(inflater, Peer.deflated(takeover, noiseAndText)));
        }
    }

    @Test
    void endsItsDeflaterWhenAnErrorEscapes() {
        byte[] message = Sample.JSON.bytes(2000);
        Peer.deflated(deflater, message);
        pool.failWith(new OutOfMemoryError("test"));
        assertThrows(OutOfMemoryError.class, () -> deflater.deflate(message, 0, message.length));
        assertEquals(1, pool.ended());
    }

    private static void assertPlain(MessageDeflater by, byte[] message) {
        assertInstanceOf(Plain.class, by.deflate(message, 0, message.length));
    }
}
