package dev.weft.engine.deflate;

/** The last bytes of the messages of one direction, as far back as a later message may refer. */
final class SlidingWindow {

    private static final byte[] EMPTY = new byte[0];

    private final int capacity;
    private byte[] bytes = EMPTY;

    /** Makes an empty one; of capacity 0 it stays empty. */
    SlidingWindow(int capacity) {
        this.capacity = capacity;
    }

    /** The window; the array is as long as it is, and changes with the next message. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    /** By how much it gets longer when so many bytes are appended. */
    int growth(int count) {
        return Math.min(count, capacity - bytes.length);
    }

    /** Appends a message, forgetting what is now too far back. */
    void append(byte[] source, int offset, int count) {
        int added = Math.min(count, capacity);
        int kept = Math.min(bytes.length, capacity - added);
        // As long as what came, and no longer: it is copied often while it grows, but only until it has grown up.
        byte[] target = kept + added > bytes.length ? new byte[kept + added] : bytes;
        System.arraycopy(bytes, bytes.length - kept, target, 0, kept);
        System.arraycopy(source, offset + count - added, target, kept, added);
        bytes = target;
    }

    /** Forgets everything. */
    void clear() {
        bytes = EMPTY;
    }
}
