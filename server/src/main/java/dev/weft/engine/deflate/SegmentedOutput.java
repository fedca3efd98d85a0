package dev.weft.engine.deflate;

import java.util.ArrayList;
import java.util.List;

/**
 * Output of unknown size, collected in segments, up to a capacity that it never passes.
 *
 * <p>Segments and not one growing array: while it is not known that the output fits, nothing is allocated twice.
 */
final class SegmentedOutput {

    /** Why 256? Most of what is shorter ends in the first segment, and more would be wasted on it. */
    private static final int SMALLEST = 256;

    /**
     * Why 64 KiB? On Java 21 zlib's calls hold off the garbage collector, and one that fills this much takes well under
     * a millisecond.
     */
    static final int LARGEST = 64 * 1024;

    /** What zlib's two directions have in common: they fill as much of a range as they can and say how much. */
    @FunctionalInterface
    interface Codec<E extends Exception> {
        int write(byte[] target, int offset, int length) throws E;
    }

    private final long capacity;
    private final List<byte[]> filled = new ArrayList<>();
    private byte[] segment;
    private int position;
    private long length;

    /** Makes an empty one, whose first segment has room for what is expected, within reason. */
    SegmentedOutput(long capacity, long expected) {
        this.capacity = capacity;
        this.segment = newSegment(expected);
    }

    /** Takes from a codec until that has no more to give or this is full. */
    <E extends Exception> void takeAll(Codec<E> codec) throws E {
        boolean more = true;
        while (more && !isFull()) {
            makeRoom();
            int count = codec.write(segment, position, segment.length - position);
            position += count;
            length += count;
            // Less than there was room for: the codec has consumed its input.
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
