package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnloadProbeTest {

    @Test
    void isGoneAfterACollectionThatUnloadsClasses() {
        Reference<?> probe = UnloadProbe.release();

        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!probe.refersTo(null)) {
            assertTrue(System.nanoTime() < deadline, "never collected");
            System.gc();
        }
    }
}
