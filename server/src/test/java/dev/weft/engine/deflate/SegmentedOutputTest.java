package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentedOutputTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 131_072, 200_000})
    void joinsWhatItTook(int size) {
        byte[] message = Sample.RANDOM.bytes(size);
        SegmentedOutput output = new SegmentedOutput(1_000_000, 0);

        output.takeAll(new Source(message));

        assertEquals(size, output.length());
        assertArrayEquals(message, output.toArray(size));
        assertArrayEquals(Arrays.copyOf(message, size / 2), output.toArray(size / 2));
    }

    @Test
    void goesOnWhereItStopped() {
        byte[] message = Sample.RANDOM.bytes(1000);
        SegmentedOutput output = new SegmentedOutput(1_000_000, 10);

        output.takeAll(new Source(Arrays.copyOf(message, 300)));
        output.takeAll(new Source(new byte[0]));
        output.takeAll(new Source(Arrays.copyOfRange(message, 300, 1000)));

        assertArrayEquals(message, output.toArray(1000));
    }

    @Test
    void neverAsksForMoreThanItsCapacity() {
        Source source = new Source(new byte[1_000_000]);
        SegmentedOutput output = new SegmentedOutput(100_001, 1);

        output.takeAll(source);

        assertTrue(output.isFull());
        assertEquals(100_001, source.given());
        assertEquals(
                100_001, source.asked().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void takesNothingMoreWhenItIsFull() {
        SegmentedOutput output = new SegmentedOutput(1, 1);
        output.takeAll(new Source(new byte[1]));
        Source late = new Source(new byte[1]);

        output.takeAll(late);

        assertTrue(output.isFull());
        assertEquals(0, late.given());
    }

    @Test
    void isNotFullBelowItsCapacity() {
        SegmentedOutput output = new SegmentedOutput(300, 1000);
        output.takeAll(new Source(new byte[299]));
        assertFalse(output.isFull());
        output.takeAll(new Source(new byte[1]));
        assertTrue(output.isFull());
    }

    @Test
    void growsBySegmentsOfAtMost64KiB() {
        Source source = new Source(new byte[1 << 20]);
        new SegmentedOutput(1 << 21, 1L << 40).takeAll(source);
        assertTrue(source.asked().stream().allMatch(asked -> asked <= SegmentedOutput.LARGEST));
    }

    /** Gives its bytes as fast as it is asked for them, like zlib, and remembers how it was asked. */
    private static final class Source implements SegmentedOutput.Codec<RuntimeException> {
        private final byte[] bytes;
        private final List<Integer> asked = new ArrayList<>();
        private int given;

        Source(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int write(byte[] target, int offset, int length) {
            asked.add(length);
            int count = Math.min(length, bytes.length - given);
            System.arraycopy(bytes, given, target, offset, count);
            given += count;
            return count;
        }

        int given() {
            return given;
        }

        List<Integer> asked() {
            return asked;
        }
    }
}
