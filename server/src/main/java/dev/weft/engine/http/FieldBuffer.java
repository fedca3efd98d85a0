package dev.weft.engine.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing byte array, and the ends of the pieces in it: {@code name value name value}, back to back, without the
 * colons and line ends between them. Allocates nothing before the first byte.
 */
final class FieldBuffer {

    private final int firstSize;
    private final int firstEnds;

    private byte[] bytes = {};
    private int length;
    private int[] ends = {};
    private int endCount;

    /**
     * Holds nothing yet.
     *
     * @param firstSize bytes allocated for the first byte; doubled as needed
     * @param firstFields number of fields to make room for at first
     */
    FieldBuffer(int firstSize, int firstFields) {
        this.firstSize = firstSize;
        this.firstEnds = 2 * firstFields;
    }

    void append(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(firstSize, 2 * length));
        }
        bytes[length++] = (byte) b;
    }

    void append(String latin1) {
        for (int i = 0; i < latin1.length(); i++) {
            append(latin1.charAt(i));
        }
    }

    void append(byte[] source, int from, int to) {
        for (int i = from; i < to; i++) {
            append(source[i]);
        }
    }

    /** Ends a name or a value here. */
    void end() {
        if (endCount == ends.length) {
            ends = Arrays.copyOf(ends, Math.max(firstEnds, 2 * endCount));
        }
        ends[endCount++] = length;
    }

    /** Ends a value here, without the white space at its end. */
    void endTrimmed() {
        int start = endCount == 0 ? 0 : ends[endCount - 1];
        while (length > start && HttpSyntax.isWhiteSpace(bytes[length - 1])) {
            length--;
        }
        end();
    }

    int length() {
        return length;
    }

    int fieldCount() {
        return endCount / 2;
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The fields that were appended from an index on, in arrays of their own. */
    HeaderFields fieldsFrom(int start) {
        int[] relative = Arrays.copyOf(ends, endCount);
        for (int i = 0; i < relative.length; i++) {
            relative[i] -= start;
        }
        return new HeaderFields(Arrays.copyOfRange(bytes, start, length), relative);
    }

    /** Forgets everything, and releases an array that an unusual head made large. */
    void clear() {
        length = 0;
        endCount = 0;
        if (bytes.length > firstSize) {
            bytes = new byte[0];
        }
        if (ends.length > firstEnds) {
            ends = new int[0];
        }
    }
}
