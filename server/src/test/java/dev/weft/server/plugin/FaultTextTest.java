package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FaultTextTest {

    @Test
    void saysTypeAndMessage() {
        assertEquals("java.lang.IllegalStateException: no port", FaultText.of(new IllegalStateException("no port")));
    }

    @Test
    void saysTheTypeOfAFaultWithoutMessage() {
        assertEquals("java.lang.NullPointerException", FaultText.of(new NullPointerException()));
    }

    @Test
    void addsTheRootCause() {
        Throwable root = new IllegalArgumentException("x=1");
        Throwable fault = new IllegalStateException("outer", new RuntimeException("middle", root));

        assertEquals(
                "java.lang.IllegalStateException: outer, caused by java.lang.IllegalArgumentException: x=1",
                FaultText.of(fault));
    }

    @Test
    void doesNotRepeatACauseThatTheMessageEndsWith() {
        Throwable fault = new RuntimeException(new IllegalArgumentException("x=1"));

        assertEquals("java.lang.RuntimeException: java.lang.IllegalArgumentException: x=1", FaultText.of(fault));
    }

    @Test
    void endsOnACircleOfCauses() {
        Throwable a = new RuntimeException("a");
        a.initCause(new RuntimeException("b", a));

        assertTrue(FaultText.of(a).startsWith("java.lang.RuntimeException: a"));
    }

    @Test
    void keepsAMessageOnOneLineOfReadableLength() {
        String text = FaultText.of(new RuntimeException("line 1\r\nline 2\u001B[31m\u202Ered " + "x".repeat(100_000)));

        assertEquals("java.lang.RuntimeException: line 1  line 2 [31m red", text.substring(0, 51));
        assertEquals(303, text.length());
        assertTrue(text.endsWith("xxx..."));
    }

    @Test
    void survivesAFaultWhoseOwnMethodsThrow() {
        String text = FaultText.of(new Hostile());

        assertEquals(Hostile.class.getName(), text);
    }

    private static final class Hostile extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new StackOverflowError("from getMessage");
        }

        // Throwable.getCause is synchronized.
        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Throwable getCause() {
            throw new IllegalStateException("from getCause");
        }
    }
}
