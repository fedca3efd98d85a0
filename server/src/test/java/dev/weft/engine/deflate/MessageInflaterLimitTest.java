package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.weft.engine.deflate.InflateOutcome.Inflated;
import dev.weft.engine.deflate.InflateOutcome.Malformed;
import dev.weft.engine.deflate.InflateOutcome.TooBig;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455 7.4.1: a message too big to process (1009), and the memory it may take")
class MessageInflaterLimitTest {

    private static final int MIB = 1 << 20;
    private static final int ALLOWANCE = 64 * 1024;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CountingPool pool = new CountingPool();
    private final MessageInflater inflater = Peer.inflater(Peer.DEFAULT, pool);

    @BeforeEach
    void loadEveryClassFirst() {
        assertInstanceOf(Inflated.class, Peer.inflate(inflater, Vectors.ONE_BLOCK));
        assertInstanceOf(TooBig.class, inflater.inflate(Vectors.ONE_BLOCK, 0, Vectors.ONE_BLOCK.length, 1));
        assertInstanceOf(Malformed.class, Peer.inflate(inflater, new byte[] {(byte) 0xFF}));
        assertTrue(threads.isThreadAllocatedMemoryEnabled());
        assertTrue(threads.getCurrentThreadAllocatedBytes() > 0);
    }

    @AfterEach
    void everyZlibObjectIsAccountedFor() {
        pool.assertNothingLeaked();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 255, 256, 257, 1024, 65_535, 65_536, 65_537, 131_072, MIB})
    void isExact(int limit) {
        for (Sample sample : Sample.values()) {
            byte[] atLimit = sample.bytes(limit);
            byte[] payload = Peer.zlib(atLimit);
            byte[] over = Peer.zlib(sample.bytes(limit + 1));

            Inflated outcome = assertInstanceOf(Inflated.class, inflater.inflate(payload, 0, payload.length, limit));

            assertArrayEquals(atLimit, outcome.bytes());
            assertEquals(new TooBig(limit), inflater.inflate(over, 0, over.length, limit));
        }
    }

    @Test
    void aBombCostsNoMoreThanTheLimit() {
        byte[] bomb = Peer.zlib(new byte[64 * MIB]);
        assertTrue(64L * MIB / bomb.length > 1000, "ratio of the bomb");

        long before = threads.getCurrentThreadAllocatedBytes();
        InflateOutcome outcome = inflater.inflate(bomb, 0, bomb.length, MIB);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertEquals(new TooBig(MIB), outcome);
        assertTrue(allocated <= MIB + ALLOWANCE, "allocated " + allocated);
    }

    @Test
    void aBombInManyFinalBlocksCostsNoMoreEither() {
        byte[] part = Peer.zlib(new byte[MIB / 8]);
        byte[] bomb = new byte[64 * (part.length + 6)];
        // The tail that was removed, then an empty block with BFINAL (RFC 1951 3.2.6).
        for (int at = 0; at < bomb.length; at += part.length + 6) {
            System.arraycopy(part, 0, bomb, at, part.length);
            System.arraycopy(Vectors.hex("00 00 ff ff 03 00"), 0, bomb, at + part.length, 6);
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        InflateOutcome outcome = inflater.inflate(bomb, 0, bomb.length, MIB);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertEquals(new TooBig(MIB), outcome);
        assertTrue(allocated <= MIB + ALLOWANCE, "allocated " + allocated);
        assertEquals(8 * MIB, Peer.inflated(inflater, bomb).length);
    }

    @Test
    void aBrokenStreamCostsNoMoreThanItsOutput() {
        byte[] payload = Peer.zlib(new byte[MIB]);
        byte[] broken = Arrays.copyOf(payload, payload.length + 1);
        broken[payload.length] = (byte) 0xFF;

        long before = threads.getCurrentThreadAllocatedBytes();
        InflateOutcome outcome = inflater.inflate(broken, 0, broken.length, Integer.MAX_VALUE);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertInstanceOf(Malformed.class, outcome);
        assertTrue(allocated <= MIB + ALLOWANCE, "allocated " + allocated);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 65_536, 200_000})
    void memoryFollowsTheOutputAndNotTheLimit(int size) {
        byte[] payload = Peer.zlib(Sample.JSON.bytes(size));

        long before = threads.getCurrentThreadAllocatedBytes();
        InflateOutcome outcome = inflater.inflate(payload, 0, payload.length, Integer.MAX_VALUE);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertInstanceOf(Inflated.class, outcome);
        assertTrue(allocated <= 2L * size + ALLOWANCE + 4096, "allocated " + allocated + " for " + size);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 1000, 65_536, MIB})
    void leavesRoomForMessagesThatCompressionMakesLarger(int limit) {
        for (Sample sample : Sample.values()) {
            assertTrue(Peer.zlib(sample.bytes(limit)).length <= MessageInflater.compressedLimit(limit));
        }
    }

    @Test
    void compressedLimitDoesNotOverflow() {
        assertEquals(Integer.MAX_VALUE, MessageInflater.compressedLimit(Integer.MAX_VALUE));
    }
}
