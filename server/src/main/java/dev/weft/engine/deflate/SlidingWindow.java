package dev.weft.engine.deflate;

import java.util.Arrays;

/** The last bytes of the messages of one direction, as far back as a later message may refer. */
final class SlidingWindow {

    private final int capacity;
    private byte[] bytes = new byte[0];
    private int length;

    /** Makes an empty one; of capacity 0 it stays empty. */
    SlidingWindow(int capacity) {
        this.capacity = capacity;
    }

    /** The array that holds the window from index 0 on. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Appends a message, forgetting what is now too far back. */
    void append(byte[] source, int offset, int count) {
        int added = Math.min(count, capacity);
        int kept = Math.min(length, capacity - added);
        if (kept + added > bytes.length) {
            // By doubling: a connection that has exchanged little holds little.
            bytes = Arrays.copyOf(bytes, Math.min(capacity, Math.max(kept + added, 2 * bytes.length)));
        }
        System.arraycopy(bytes, length - kept, bytes, 0, kept);
        System.arraycopy(source, offset + count - added, bytes, kept, added);
        length = kept + added;
    }
}
