package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.engine.deflate.DeflateOutcome.Deflated;
import dev.weft.engine.deflate.InflateOutcome.Inflated;
import dev.weft.testsupport.DeflateWalker;
import java.util.HexFormat;

/** Whatever is inflated: an outcome within the limit, and no trace of a refused one; what was deflated comes back. */
class DeflateFuzzTest {

    /** Small, so that a short input is a bomb. */
    private static final int LIMIT = 4096;

    /** RFC 7692 7.2.3.1, and what it says. */
    private static final byte[] HELLO_DEFLATED = HexFormat.of().parseHex("f248cdc9c90700");

    private static final byte[] HELLO = HexFormat.of().parseHex("48656c6c6f");

    @FuzzTest(maxDuration = "1m")
    void anyBytesAreInflatedOrRefused(byte[] bytes) {
        for (DeflateParameters parameters : new DeflateParameters[] {Peer.DEFAULT, Peer.TAKEOVER}) {
            CountingPool pool = new CountingPool();
            MessageInflater inflater = Peer.inflater(parameters, pool);
            assertArrayEquals(HELLO, Peer.inflated(inflater, HELLO_DEFLATED));
            if (inflater.inflate(bytes, 0, bytes.length, LIMIT) instanceof Inflated inflated) {
                assertTrue(inflated.bytes().length <= LIMIT);
            }
            assertArrayEquals(HELLO, Peer.inflated(inflater, HELLO_DEFLATED));
            pool.assertNothingLeaked();
        }
    }

    @FuzzTest(maxDuration = "1m")
    void whatWasDeflatedComesBackWithinTheWindow(byte[] bytes) {
        // Above the threshold even a short input is compressed, and the second message may refer to the first.
        byte[] message = repeated(bytes, 1 + MessageDeflater.THRESHOLD / Math.max(1, bytes.length));
        for (ContextTakeover takeover : ContextTakeover.values()) {
            for (int bits : new int[] {9, 12, 15}) {
                check(Peer.parameters(takeover, bits), message, message, bytes);
            }
        }
    }

    private static void check(DeflateParameters parameters, byte[]... messages) {
        CountingPool pool = new CountingPool();
        MessageDeflater deflater = new MessageDeflater(parameters, pool);
        MessageInflater inflater = Peer.inflater(parameters, pool);
        DeflateWalker walker = new DeflateWalker();
        for (byte[] message : messages) {
            if (deflater.deflate(message, 0, message.length) instanceof Deflated deflated) {
                assertArrayEquals(message, Peer.inflated(inflater, deflated.bytes()));
                walker = parameters.serverTakeover() == ContextTakeover.NONE ? new DeflateWalker() : walker;
                assertArrayEquals(message, walker.message(deflated.bytes()));
                assertTrue(walker.largestDistance() <= parameters.serverWindow());
            }
        }
        pool.assertNothingLeaked();
    }

    private static byte[] repeated(byte[] bytes, int times) {
        byte[] all = new byte[bytes.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
        }
        return all;
    }
}
