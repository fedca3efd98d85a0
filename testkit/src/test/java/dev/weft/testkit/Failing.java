package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What an assertion of the testkit's has to say when it does not hold. */
final class Failing {

    private Failing() {}

    /** Checks that something fails, and that its message has these texts in it. */
    static void withText(Executable assertion, String... texts) {
        String message =
                String.valueOf(assertThrows(AssertionError.class, assertion).getMessage());
        for (String text : texts) {
            assertTrue(message.contains(text), message);
        }
    }
}
