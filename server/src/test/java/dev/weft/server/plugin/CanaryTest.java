package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CanaryTest {

    @Test
    void isGoneAfterACollectionThatUnloadsClasses() {
        Reference<?> canary = Canary.release();

        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!canary.refersTo(null)) {
            assertTrue(System.nanoTime() < deadline, "never collected");
            System.gc();
        }
    }
}
