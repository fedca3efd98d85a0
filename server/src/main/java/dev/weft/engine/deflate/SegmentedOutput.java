package dev.weft.engine.deflate;

import java.util.ArrayList;
import java.util.List;

/**
 * Output of unknown size, collected in segments, up to a capacity that it never exceeds.
 *
 * <p>Segments rather than one growing array: nothing is allocated twice before the output is known to fit.
 */
final class SegmentedOutput {

    /** Why 256? Most short outputs fit into the first segment, and a larger one would be wasted on them. */
    private static final int SMALLEST = 256;

    /**
     * Why 64 KiB? On Java 21 zlib's calls hold off the garbage collector, and one that fills this much takes well under
     * a millisecond.
     */
    static final int LARGEST = 64 * 1024;

    /**
     * What both directions of zlib have in common: they fill as much of a range as they can and return how much that
     * was.
     */
    @FunctionalInterface
    interface Codec<E extends Exception> {
        int write(byte[] target, int offset, int length) throws E;
    }

    private final long capacity;
    private final List<byte[]> filled = new ArrayList<>();
    private byte[] segment;
    private int position;
    private long length;

    /** Makes an empty output whose first segment has room for the expected size, within reason. */
    SegmentedOutput(long capacity, long expected) {
        this.capacity = capacity;
        this.segment = newSegment(expected);
    }

    /** Takes output from a codec until the codec has no more or this is full. */
    <E extends Exception> void takeAll(Codec<E> codec) throws E {
        boolean more = true;
        while (more && !isFull()) {
            makeRoom();
            int count = codec.write(segment, position, segment.length - position);
            position += count;
            length += count;
            // The codec filled less than the room it had, so it has consumed its input.
            more = position == segment.length;
        }
    }

    /** Whether the capacity is used up, so that there may be more output than was taken. */
    boolean isFull() {
        return length == capacity;
    }

    long length() {
        return length;
    }

    /** Copies the first bytes into one array. */
    byte[] toArray(int count) {
        byte[] joined = new byte[count];
        int offset = 0;
        for (byte[] full : filled) {
            int part = Math.min(full.length, count - offset);
            System.arraycopy(full, 0, joined, offset, part);
            offset += part;
        }
        System.arraycopy(segment, 0, joined, offset, count - offset);
        return joined;
    }

    private void makeRoom() {
        if (position == segment.length) {
            filled.add(segment);
            segment = newSegment(length);
            position = 0;
        }
    }

    private byte[] newSegment(long wanted) {
        return new byte[(int) Math.min(capacity - length, Math.max(SMALLEST, Math.min(wanted, LARGEST)))];
    }
}
