package dev.weft.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Seed;
import dev.weft.engine.frame.Wire;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ValidatorTest {

    private final Utf8Reference reference = new Utf8Reference();
    private final Utf8Validator validator = new Utf8Validator();

    /** Whether the validator, given the bytes in two pieces, takes them as a whole text. */
    private boolean takes(byte[] bytes, int length, int split) {
        validator.reset();
        return validator.accept(bytes, 0, split) && validator.accept(bytes, split, length) && validator.isComplete();
    }

    private void agreesAtEverySplit(byte[] bytes, int length) {
        boolean expected = reference.isText(bytes, 0, length);
        for (int split = 0; split <= length; split++) {
            if (takes(bytes, length, split) != expected) {
                throw new AssertionError(
                        Wire.text(Arrays.copyOf(bytes, length)) + " split at " + split + " is UTF-8: " + expected);
            }
        }
    }

    /** The first byte that cannot be told by the validator, fed one by one; the length if there is none. */
    private int refusedAt(byte[] bytes) {
        validator.reset();
        for (int at = 0; at < bytes.length; at++) {
            if (!validator.accept(bytes, at, at + 1)) {
                return at;
            }
        }
        return bytes.length;
    }

    @Nested
    @DisplayName("RFC 3629 4: against the JDK's strict decoder")
    class AgainstTheJdk {

        /** The ends of every range of RFC 3629 4, and one before and after each. */
        private static final int[] EDGES = {
            0x00, 0x41, 0x7F, 0x80, 0x81, 0x8F, 0x90, 0x91, 0x9F, 0xA0, 0xA1, 0xBE, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
            0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF
        };

        @Test
        void allStringsOfUpToTwoBytesAtEverySplit() {
            byte[] bytes = new byte[2];
            agreesAtEverySplit(bytes, 0);
            for (int pair = 0; pair <= 0xFFFF; pair++) {
                bytes[0] = (byte) (pair >> 8);
                bytes[1] = (byte) pair;
                agreesAtEverySplit(bytes, 1);
                agreesAtEverySplit(bytes, 2);
            }
        }

        @Test
        void allStringsOfThreeBytesAtEverySplit() {
            byte[] bytes = new byte[3];
            for (int triple = 0; triple <= 0xFF_FFFF; triple++) {
                bytes[0] = (byte) (triple >> 16);
                bytes[1] = (byte) (triple >> 8);
                bytes[2] = (byte) triple;
                agreesAtEverySplit(bytes, 3);
            }
        }

        @Test
        void fourBytesAtTheEdgesOfEveryRangeAtEverySplit() {
            byte[] bytes = new byte[4];
            for (int lead = 0xE0; lead <= 0xFF; lead++) {
                for (int second = 0; second <= 0xFF; second++) {
                    for (int third : EDGES) {
                        for (int fourth : EDGES) {
                            bytes[0] = (byte) lead;
                            bytes[1] = (byte) second;
                            bytes[2] = (byte) third;
                            bytes[3] = (byte) fourth;
                            agreesAtEverySplit(bytes, 4);
                        }
                    }
                }
            }
        }

        /**
         * All that begin with E0 or more, 2^29 of them, with {@code -Plong}; in every build one in 4,093, which is prime, so
         * that every byte comes at every place. Each in all eight ways to cut it.
         */
        @Test
        void stringsOfFourBytesInAllPieces() {
            int step = Boolean.getBoolean("weft.long") ? 1 : 4093;
            long seen = 0;
            byte[] bytes = new byte[4];
            for (long quad = 0xE000_0000L; quad <= 0xFFFF_FFFFL; quad += step) {
                bytes[0] = (byte) (quad >> 24);
                bytes[1] = (byte) (quad >> 16);
                bytes[2] = (byte) (quad >> 8);
                bytes[3] = (byte) quad;
                agreesInAllPieces(bytes);
                seen++;
            }
            System.out.println("UTF-8: " + seen + " strings of four bytes, each cut in eight ways");
        }

        private void agreesInAllPieces(byte[] bytes) {
            boolean expected = reference.isText(bytes, 0, 4);
            for (int cuts = 0; cuts < 8; cuts++) {
                if (takesCut(bytes, cuts) != expected) {
                    throw new AssertionError(Wire.text(bytes) + " cut " + cuts + " is UTF-8: " + expected);
                }
            }
        }

        /** Cut after byte n if bit n is set. */
        private boolean takesCut(byte[] bytes, int cuts) {
            validator.reset();
            int from = 0;
            for (int to = 1; to <= 4; to++) {
                if (to == 4 || (cuts >> (to - 1) & 1) != 0) {
                    if (!validator.accept(bytes, from, to)) {
                        return false;
                    }
                    from = to;
                }
            }
            return validator.isComplete();
        }

        @Test
        void everyCodePointOfUnicode() {
            for (int codePoint = 0; codePoint <= 0x10FFFF; codePoint++) {
                boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
                byte[] bytes = surrogate ? threeBytes(codePoint) : Wire.utf8(Character.toString(codePoint));
                assertEquals(!surrogate, takes(bytes, bytes.length, 0), "code point " + codePoint);
            }
        }

        private static byte[] threeBytes(int codePoint) {
            return new byte[] {
                (byte) (0xE0 | (codePoint >> 12)),
                (byte) (0x80 | ((codePoint >> 6) & 0x3F)),
                (byte) (0x80 | (codePoint & 0x3F))
            };
        }
    }

    @Nested
    @DisplayName("the eight-byte steps")
    class AsciiRuns {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "C3 9F",
                    "E2 82 AC",
                    "ED 9F BF",
                    "F0 9F 98 80",
                    "80",
                    "C3",
                    "E2 82",
                    "ED A0 80",
                    "C0 AF",
                    "F4 90 80 80",
                    "C3 9F E2 82 AC",
                    "E2 82 AC E2 82 AC",
                    "E2 82 AC E2 82 41",
                    "E2 41 41"
                })
        void findWhatStandsBetweenRunsOfAscii(String hex) {
            byte[] odd = Wire.bytes(hex);
            for (int before = 0; before <= 20; before++) {
                for (int after = 0; after <= 20; after++) {
                    byte[] bytes = Wire.concat(Wire.utf8("a".repeat(before)), odd, Wire.utf8("z".repeat(after)));
                    agreesAtEverySplit(bytes, bytes.length);
                }
            }
        }

        @Test
        void neverLookOutsideTheRange() {
            for (int length = 0; length <= 40; length++) {
                for (int from = 0; from <= 7; from++) {
                    byte[] bytes = new byte[from + length + 9];
                    Arrays.fill(bytes, (byte) 0xFF);
                    Arrays.fill(bytes, from, from + length, (byte) 'a');
                    validator.reset();

                    assertTrue(validator.accept(bytes, from, from + length), length + " bytes from " + from);
                    assertTrue(validator.isComplete());
                }
            }
        }
    }

    @Nested
    @DisplayName("Autobahn 6.4: the first byte that cannot be is told at once")
    class FailFast {

        @ParameterizedTest
        @CsvSource({
            "CE BA E1 BD B9 CF 83 CE BC CE B5 F4 90 80 80 65 64, 12",
            "C0 AF, 0",
            "C1 BF, 0",
            "E0 9F BF, 1",
            "ED A0 80, 1",
            "F0 8F BF BF, 1",
            "F4 90 80 80, 1",
            "F5 80 80 80, 0",
            "FE, 0",
            "80, 0",
            "61 80, 1",
            "E2 82 41, 2",
            "F0 9F 98 C3, 3"
        })
        void tellsTheByteItself(String hex, int at) {
            assertEquals(at, refusedAt(Wire.bytes(hex)));
        }

        @Test
        void neverWaitsWhereNoTextCanFollow() {
            int[] octets = AgainstTheJdk.EDGES;
            for (int lead : octets) {
                for (int second : octets) {
                    for (int third : octets) {
                        byte[] bytes = {(byte) lead, (byte) second, (byte) third};

                        int refusedAt = refusedAt(bytes);

                        if (refusedAt < 3) {
                            assertFalse(reference.isStartOfText(bytes, refusedAt + 1), () -> Wire.text(bytes));
                        }
                        assertTrue(reference.isStartOfText(bytes, refusedAt), () -> Wire.text(bytes));
                    }
                }
            }
        }
    }

    @Test
    void isIncompleteInsideACodePointOnly() {
        byte[] face = Wire.bytes("61 F0 9F 98 80 61");
        boolean[] complete = {true, false, false, false, true, true};
        for (int at = 0; at < face.length; at++) {
            assertTrue(validator.accept(face, at, at + 1));
            assertEquals(complete[at], validator.isComplete(), "after byte " + at);
        }
    }

    @Test
    void resetForgetsAnUnfinishedCodePoint() {
        validator.accept(Wire.bytes("E2 82"), 0, 2);

        validator.reset();

        assertTrue(validator.isComplete());
        assertTrue(validator.accept(Wire.bytes("41"), 0, 1));
    }

    @Test
    void agreesOnRandomTextWithRandomDamageInRandomPieces() {
        Random random = Seed.random("Utf8ValidatorTest");
        for (int run = 0; run < 20_000; run++) {
            byte[] bytes = Wire.utf8(randomText(random));
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }

            boolean taken = takesInPieces(bytes, random);

            assertEquals(reference.isText(bytes), taken, () -> Wire.text(bytes));
        }
    }

    private boolean takesInPieces(byte[] bytes, Random random) {
        validator.reset();
        int at = 0;
        while (at < bytes.length) {
            int to = Math.min(bytes.length, at + random.nextInt(1 + random.nextInt(40)));
            if (!validator.accept(bytes, at, to)) {
                return false;
            }
            at = to;
        }
        return validator.isComplete();
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int[] tops = {0x80, 0x80, 0x80, 0x800, 0xD800, 0x10FFFF};
        for (int runs = random.nextInt(8); runs > 0; runs--) {
            int top = tops[random.nextInt(tops.length)];
            for (int letters = random.nextInt(20); letters > 0; letters--) {
                int codePoint = random.nextInt(top);
                text.appendCodePoint(codePoint >= 0xD800 && codePoint <= 0xDFFF ? 0xFFFD : codePoint);
            }
        }
        return text.toString();
    }
}
