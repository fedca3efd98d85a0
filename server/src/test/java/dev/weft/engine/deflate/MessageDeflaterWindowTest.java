package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.deflate.DeflateOutcome.Deflated;
import dev.weft.testsupport.DeflateWalker;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7692 7.1.2.1: no distance is larger than the agreed window")
class MessageDeflaterWindowTest {

    private final CountingPool pool = new CountingPool();

    @AfterEach
    void everyZlibObjectIsAccountedFor() {
        pool.assertNothingLeaked();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 12, 13, 14, 15})
    void holdsForEveryMessage(int bits) {
        for (ContextTakeover takeover : ContextTakeover.values()) {
            for (Sample sample : Sample.values()) {
                assertKeepsToItsWindow(bits, takeover, sample);
            }
        }
    }

    private void assertKeepsToItsWindow(int bits, ContextTakeover takeover, Sample sample) {
        DeflateParameters parameters = Peer.parameters(takeover, bits);
        MessageDeflater deflater = new MessageDeflater(parameters, pool);
        MessageInflater inflater = Peer.inflater(parameters, pool);
        DeflateWalker walker = new DeflateWalker();
        Random random = new Random(Sample.SEED);
        int window = 1 << bits;
        int[] sizes = {1024, window - 1, window, window + 1, window + window / 2, 2 * window, 5 * window, 50_000};
        for (int size : sizes) {
            byte[] message = sample.bytes(size, random);
            String context = "%s, %s, %d bits, %d bytes".formatted(sample, takeover, bits, size);
            if (deflater.deflate(message, 0, size) instanceof Deflated deflated) {
                assertArrayEquals(message, walker.message(deflated.bytes()), context);
                assertArrayEquals(message, Peer.inflated(inflater, deflated.bytes()), context);
            }
            assertTrue(walker.largestDistance() <= window, context + ": " + walker.largestDistance());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 12, 13, 14})
    void isUsedToItsEnd(int bits) {
        int window = 1 << bits;
        byte[] quarter = Sample.RANDOM.bytes(window / 4);
        byte[] message = new byte[16 * window];
        for (int at = 0; at < message.length; at += window / 2) {
            System.arraycopy(quarter, 0, message, at, quarter.length);
        }
        DeflateWalker walker = new DeflateWalker();

        walker.message(Peer.deflated(new MessageDeflater(Peer.parameters(ContextTakeover.NONE, bits), pool), message));

        assertTrue(walker.largestDistance() >= window / 2, "largest distance " + walker.largestDistance());
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 12, 13, 14})
    void reachesFromOnePieceIntoTheOneBefore(int bits) {
        int quarter = (1 << bits) / 4;
        byte[] message = Sample.RANDOM.bytes(20 * 3 * quarter);
        for (int at = 0; at < message.length; at += 3 * quarter) {
            System.arraycopy(message, 0, message, at, quarter);
        }
        MessageDeflater deflater = new MessageDeflater(Peer.parameters(ContextTakeover.NONE, bits), pool);

        // A third of the message is there again three quarters of a window later, and nowhere else.
        assertTrue(Peer.deflated(deflater, message).length < message.length * 3 / 4);
    }

    @ParameterizedTest
    @EnumSource(ContextTakeover.class)
    void whatFollowsAWindowLaterIsNotReferredTo(ContextTakeover takeover) {
        // Random bytes again exactly one byte beyond the window: there is nothing to gain that would keep the rule.
        byte[] noise = Sample.RANDOM.bytes(513);
        byte[] message = new byte[513 * 20];
        for (int at = 0; at < message.length; at += noise.length) {
            System.arraycopy(noise, 0, message, at, noise.length);
        }
        MessageDeflater deflater = new MessageDeflater(Peer.parameters(takeover, 9), pool);

        DeflateOutcome outcome = deflater.deflate(message, 0, message.length);

        assertEquals(DeflateOutcome.Plain.class, outcome.getClass());
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 12, 15})
    void withoutTakeoverTheSameMessageGivesTheSameBytes(int bits) {
        MessageDeflater deflater = new MessageDeflater(Peer.parameters(ContextTakeover.NONE, bits), pool);
        byte[] message = Sample.JSON.bytes(60_000);
        byte[] first = Peer.deflated(deflater, message);

        assertArrayEquals(first, Peer.deflated(deflater, message));
        assertArrayEquals(first, Peer.deflated(deflater, Arrays.copyOf(message, message.length)));
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 12, 13, 14})
    void mostOfTheGainRemains(int bits) {
        MessageDeflater deflater = new MessageDeflater(Peer.parameters(ContextTakeover.NONE, bits), pool);
        byte[] message = Sample.JSON.bytes(65_536);

        assertTrue(Peer.deflated(deflater, message).length < message.length / 2);
    }
}
