package dev.weft.engine.deflate;

/** The most recent bytes of one direction's messages, as far back as a later message may refer. */
final class SlidingWindow {

    private static final byte[] EMPTY = new byte[0];

    private final int capacity;
    private byte[] bytes = EMPTY;

    /** Makes an empty window; with capacity 0 it stays empty. */
    SlidingWindow(int capacity) {
        this.capacity = capacity;
    }

    /** The window: an array of exactly its length, which changes with the next message. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    /** By how many bytes the window grows when this many are appended. */
    int growth(int count) {
        return Math.min(count, capacity - bytes.length);
    }

    /** Appends a message and forgets the bytes that are now too far back. */
    void append(byte[] source, int offset, int count) {
        int added = Math.min(count, capacity);
        int kept = Math.min(bytes.length, capacity - added);
        // Exactly as long as the bytes received: it is copied often while it grows, but only until it is full.
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
