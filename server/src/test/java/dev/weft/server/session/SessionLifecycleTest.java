package dev.weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.CloseStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionLifecycleTest {

    private static final CloseStatus FIRST = new CloseStatus(4000, "first");
    private static final CloseStatus SECOND = new CloseStatus(4001, "second");

    private final SessionLifecycle lifecycle = new SessionLifecycle();
    private final List<String> told = new ArrayList<>();

    @Test
    void endsWithTheFirstStatusOfACompletedClosingHandshake() {
        assertTrue(lifecycle.close(FIRST));
        assertFalse(lifecycle.close(SECOND));
        assertEquals(FIRST, lifecycle.status());
        lifecycle.complete();
        assertTrue(lifecycle.end());

        assertEquals(FIRST, lifecycle.status());
        assertTrue(lifecycle.hasEnded());
    }

    @Test
    void endsWith1006WithoutAClosingHandshakeOrInTheMidstOfOne() {
        assertTrue(lifecycle.close(FIRST));
        assertTrue(lifecycle.end());
        assertEquals(CloseStatus.ABNORMAL, lifecycle.status());

        SessionLifecycle open = new SessionLifecycle();
        open.complete();
        assertTrue(open.end());
        assertEquals(CloseStatus.ABNORMAL, open.status());
    }

    @Test
    void endsOnceAndBeginsNothingAfterwards() {
        assertTrue(lifecycle.end());

        assertFalse(lifecycle.end());
        assertFalse(lifecycle.close(FIRST));
        lifecycle.complete();
        assertEquals(CloseStatus.ABNORMAL, lifecycle.status());
    }

    @Test
    void tellsEachListenerOnceWhateverAnotherThrows() {
        Runnable forgotten = () -> told.add("forgotten");
        lifecycle.onEnd(() -> told.add("a"));
        lifecycle.onEnd(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        lifecycle.onEnd(forgotten);
        lifecycle.onEnd(() -> told.add("b"));
        lifecycle.forget(forgotten);
        assertTrue(lifecycle.isAwaited());

        lifecycle.end();
        lifecycle.tellListeners();
        lifecycle.tellListeners();

        assertEquals(List.of("a", "b"), told);
        assertFalse(lifecycle.isAwaited());
    }

    @Test
    void tellsAListenerThatComesAfterTheEnd() {
        lifecycle.end();

        lifecycle.onEnd(() -> told.add("late"));

        assertEquals(List.of("late"), told);
    }
}
