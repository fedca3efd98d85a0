package dev.weft.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SafeTextTest {

    /** Does not say what it is. */
    private static final class Silent extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings({"NullAway", "OverrideThrowableToString", "ToStringReturnsNull"}) // Just what it must not do.
        public @Nullable String toString() {
            return null;
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return new StackTraceElement[] {null, new StackTraceElement("Plugin", "run", "Plugin.java", 1), null};
        }
    }

    /** Fails when it is asked what it is. */
    private static final class Failing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("InfiniteRecursion")
        public String getMessage() {
            return getMessage() + "!";
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new OutOfMemoryError("from getStackTrace");
        }

        // Throwable.getCause is synchronized.
        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Throwable getCause() {
            throw new AssertionError("from getCause");
        }
    }

    @Test
    void saysWhatTheExceptionSays() {
        assertEquals("java.lang.IllegalStateException: why", SafeText.of(new IllegalStateException("why")));
    }

    @Test
    void saysTheTypeOfOneThatSaysNothing() {
        assertEquals(Silent.class.getName(), SafeText.of(new Silent()));
        assertEquals(Failing.class.getName(), SafeText.of(new Failing()));
    }

    @Test
    void leavesOutFramesThatAreNotThere() {
        assertEquals("Plugin.run(Plugin.java:1)", SafeText.stackOf(new Silent())[0].toString());
        assertEquals(1, SafeText.stackOf(new Silent()).length);
    }

    @Test
    void hasNoStackAndNoCauseOfOneThatFails() {
        assertEquals(0, SafeText.stackOf(new Failing()).length);
        assertNull(SafeText.causeOf(new Failing()));
    }

    @Test
    void cutsALongMessage() {
        String text = SafeText.of(new RuntimeException("x".repeat(1_000_000)));

        assertEquals(1003, text.length());
    }
}
