package dev.weft.engine.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6455 5.3: masking")
class MaskingTest {

    /** The key {@code 37 FA 21 3D} of RFC 6455 5.7 as {@link Masking} takes it: first on the wire is lowest. */
    private static final int KEY = 0x3D21FA37;

    @Test
    void unmasksTheHelloOfTheRfc() {
        byte[] payload = Wire.bytes("7F 9F 4D 51 58");

        Masking.unmask(payload, 0, 5, KEY, 0);

        assertEquals("48 65 6C 6C 6F", Wire.text(payload));
    }

    @Test
    void touchesNothingOutsideTheRange() {
        byte[] payload = Wire.bytes("00 00 00 00 00 00 00 00 00 00 00 00 00 00");

        Masking.unmask(payload, 2, 13, KEY, 0);

        assertEquals("00 00 37 FA 21 3D 37 FA 21 3D 37 FA 21 00", Wire.text(payload));
    }

    @Test
    void doesAsTheNaiveMaskForAllLengthsAndOffsets() {
        Random random = Seed.random("MaskingTest");
        for (int length = 0; length <= 40; length++) {
            for (int offset = 0; offset <= 7; offset++) {
                for (int from = 0; from <= 8; from++) {
                    byte[] bytes = new byte[from + length + 3];
                    random.nextBytes(bytes);
                    int key = random.nextInt();
                    byte[] expected = naive(bytes, from, from + length, key, offset);

                    Masking.unmask(bytes, from, from + length, key, offset);

                    assertArrayEquals(expected, bytes, "length " + length + ", offset " + offset + ", from " + from);
                }
            }
        }
    }

    @Test
    void offsetMayBePastTwoGiga() {
        byte[] bytes = Wire.pattern(21);
        byte[] expected = naive(bytes, 0, 21, KEY, 3);

        Masking.unmask(bytes, 0, 21, KEY, (1L << 40) + 3);

        assertArrayEquals(expected, bytes);
    }

    @Test
    void piecesGiveTheSameAsTheWholeAtEverySplit() {
        byte[] whole = Wire.pattern(33);
        byte[] expected = naive(whole, 0, 33, KEY, 0);
        for (int split = 0; split <= 33; split++) {
            byte[] pieces = whole.clone();

            Masking.unmask(pieces, 0, split, KEY, 0);
            Masking.unmask(pieces, split, 33, KEY, split);

            assertArrayEquals(expected, pieces, "split at " + split);
        }
    }

    @Test
    void keyZeroChangesNothing() {
        byte[] bytes = Wire.pattern(40);

        Masking.unmask(bytes, 0, 40, 0, 1);

        assertArrayEquals(Wire.pattern(40), bytes);
    }

    private static byte[] naive(byte[] bytes, int from, int to, int key, int offset) {
        byte[] masked = Arrays.copyOf(bytes, bytes.length);
        for (int i = from; i < to; i++) {
            int octet = (i - from + offset) % 4;
            masked[i] ^= (byte) (key >>> (8 * octet));
        }
        return masked;
    }
}
