package dev.weft.testsupport;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Decodes DEFLATE (RFC 1951) the slow way, block by block, and remembers the largest distance it met: what the JDK's
 * inflater, whose window is 32 KiB always, cannot be asked.
 */
public final class DeflateWalker {

    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] DISTANCE_BASE = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };
    private static final int[] CODE_LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    /** No distance is larger (RFC 1951 2). */
    private static final int WINDOW = 1 << 15;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private byte[] stream = {};
    private int bit;
    private int largestDistance;
    private final byte[] history = new byte[4 * WINDOW];
    private int length;

    /** Decodes one message, after those before it, and returns it. */
    public byte[] message(byte[] payload) {
        stream = Arrays.copyOf(payload, payload.length + 4);
        stream[payload.length + 2] = (byte) 0xFF;
        stream[payload.length + 3] = (byte) 0xFF;
        bit = 0;
        output.reset();
        while (bit < stream.length * 8) {
            block();
        }
        return output.toByteArray();
    }

    /** The largest distance of all messages so far; 0 if none referred back. */
    public int largestDistance() {
        return largestDistance;
    }

    private void block() {
        check(bits(1) == 0, "BFINAL is set");
        switch (bits(2)) {
            case 0 -> stored();
            case 1 -> compressed(fixedLiterals(), new Huffman(filled(30, 5)));
            case 2 -> dynamic();
            default -> throw new IllegalStateException("block type 3");
        }
    }

    private void stored() {
        bit = (bit + 7) / 8 * 8;
        int count = bits(16);
        check(count == (bits(16) ^ 0xFFFF), "LEN and NLEN differ");
        for (int i = 0; i < count; i++) {
            emit(bits(8));
        }
    }

    private void dynamic() {
        int literals = bits(5) + 257;
        int distances = bits(5) + 1;
        int codes = bits(4) + 4;
        int[] codeLengths = new int[19];
        for (int i = 0; i < codes; i++) {
            codeLengths[CODE_LENGTH_ORDER[i]] = bits(3);
        }
        int[] lengths = lengths(new Huffman(codeLengths), literals + distances);
        compressed(
                new Huffman(Arrays.copyOf(lengths, literals)),
                new Huffman(Arrays.copyOfRange(lengths, literals, lengths.length)));
    }

    private int[] lengths(Huffman code, int count) {
        int[] lengths = new int[count];
        int at = 0;
        while (at < count) {
            int symbol = code.next();
            int value = symbol < 16 ? symbol : symbol == 16 ? lengths[at - 1] : 0;
            int repeat = switch (symbol) {
                case 16 -> 3 + bits(2);
                case 17 -> 3 + bits(3);
                case 18 -> 11 + bits(7);
                default -> 1;
            };
            Arrays.fill(lengths, at, at + repeat, value);
            at += repeat;
        }
        return lengths;
    }

    private void compressed(Huffman literals, Huffman distances) {
        int symbol = literals.next();
        while (symbol != 256) {
            if (symbol < 256) {
                emit(symbol);
            } else {
                int count = LENGTH_BASE[symbol - 257] + bits(LENGTH_EXTRA[symbol - 257]);
                int code = distances.next();
                copy(DISTANCE_BASE[code] + bits(Math.max(0, code / 2 - 1)), count);
            }
            symbol = literals.next();
        }
    }

    private void copy(int distance, int count) {
        check(distance <= length, "distance beyond the beginning");
        largestDistance = Math.max(largestDistance, distance);
        for (int i = 0; i < count; i++) {
            emit(history[length - distance] & 0xFF);
        }
    }

    private void emit(int value) {
        output.write(value);
        if (length == history.length) {
            System.arraycopy(history, length - WINDOW, history, 0, WINDOW);
            length = WINDOW;
        }
        history[length++] = (byte) value;
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            value |= (stream[bit / 8] >> (bit % 8) & 1) << i;
        }
        return value;
    }

    private Huffman fixedLiterals() {
        // RFC 1951 3.2.6: 8 bits up to 143, 9 up to 255, 7 up to 279, 8 up to 287.
        int[] lengths = filled(288, 8);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        return new Huffman(lengths);
    }

    private static int[] filled(int count, int value) {
        int[] lengths = new int[count];
        Arrays.fill(lengths, value);
        return lengths;
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalStateException(rule);
        }
    }

    /** A canonical Huffman code (RFC 1951 3.2.2): codes of one length are consecutive, in the symbols' order. */
    private final class Huffman {

        private final int[] counts = new int[16];
        private final int[] symbols;

        Huffman(int[] lengths) {
            Arrays.stream(lengths).forEach(size -> counts[size]++);
            counts[0] = 0;
            symbols = IntStream.range(0, lengths.length)
                    .filter(symbol -> lengths[symbol] > 0)
                    .boxed()
                    .sorted(Comparator.comparingInt(symbol -> lengths[symbol]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        int next() {
            int code = 0;
            int first = 0;
            int index = 0;
            for (int size = 1; size < counts.length; size++) {
                code |= bits(1);
                if (code - first < counts[size]) {
                    return symbols[index + code - first];
                }
                index += counts[size];
                first = (first + counts[size]) << 1;
                code <<= 1;
            }
            throw new IllegalStateException("no such code");
        }
    }
}
