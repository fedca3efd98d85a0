package dev.weft.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Whatever is text to the JDK's strict decoder is to the validator, and it says no at the first byte that cannot be. */
class Utf8FuzzTest {

    private final Utf8Reference reference = new Utf8Reference();

    @FuzzTest(maxDuration = "1m")
    void theValidatorAgreesWithTheJdk(byte[] bytes) {
        boolean isText = reference.isText(bytes);
        assertEquals(isText, validate(bytes, Math.max(1, bytes.length)));
        assertEquals(isText, validate(bytes, 2 + (Arrays.hashCode(bytes) & 31)));
        int refused = firstRefused(bytes);
        assertEquals(true, reference.isStartOfText(bytes, refused));
        assertEquals(refused == bytes.length, reference.isStartOfText(bytes, Math.min(refused + 1, bytes.length)));
    }

    private static boolean validate(byte[] bytes, int piece) {
        Utf8Validator validator = new Utf8Validator();
        for (int at = 0; at < bytes.length; at += piece) {
            if (!validator.accept(bytes, at, Math.min(at + piece, bytes.length))) {
                return false;
            }
        }
        return validator.isComplete();
    }

    /** The index of the first byte that is refused when one is given at a time, or the length. */
    private static int firstRefused(byte[] bytes) {
        Utf8Validator validator = new Utf8Validator();
        for (int at = 0; at < bytes.length; at++) {
            if (!validator.accept(bytes, at, at + 1)) {
                return at;
            }
        }
        return bytes.length;
    }
}
