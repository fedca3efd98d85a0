package dev.weft.it.wire;

import java.util.SortedSet;
import java.util.TreeSet;

/** At which bytes an input is cut in two. */
public enum Splits {
    /** Nowhere. */
    NONE,
    /** Everywhere in short inputs; in long ones near the start, the end and the sizes at which servers read. */
    SOME,
    /** At every byte of the first 4 KiB, and where {@link #SOME} are. */
    ALL;

    private static final int FIRST = 256;
    private static final int LAST = 32;

    /** Why these? Powers of two are where receive buffers end, and 8,192 and 16,384 are limits of heads too. */
    private static final int[] BORDERS = {512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536};

    private static final int ROUND_BORDER = 2;

    /** Why 97? A prime, so that no period of the input is met at the same place each time. */
    private static final int STRIDE = 97;

    private static final int MOST = 4096;

    /** The offsets for an input of this length, from 1 on: the first part is never empty. */
    SortedSet<Integer> of(int length) {
        SortedSet<Integer> offsets = new TreeSet<>();
        if (this != NONE) {
            add(offsets, 1, this == ALL ? MOST : FIRST);
            add(offsets, length - LAST, length);
            for (int border : BORDERS) {
                add(offsets, border - ROUND_BORDER, border + ROUND_BORDER);
            }
            for (int offset = STRIDE; offset < Math.min(length, MOST); offset += STRIDE) {
                offsets.add(offset);
            }
        }
        // A cut at the very end is one too: what follows the input comes in a segment of its own.
        return new TreeSet<>(offsets.subSet(1, length + 1));
    }

    private static void add(SortedSet<Integer> offsets, int from, int to) {
        for (int offset = from; offset <= to; offset++) {
            offsets.add(offset);
        }
    }
}
