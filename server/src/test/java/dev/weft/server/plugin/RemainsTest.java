package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RemainsTest {

    private static final long MINUTE = Duration.ofSeconds(61).toNanos();

    private final List<String> reports = new ArrayList<>();
    private int collections;
    private final Remains remains = new Remains(() -> collections++, reports::add);

    private static ClassLoader loader(String name) {
        return new URLClassLoader(name, new URL[0], null);
    }

    @Test
    void countsWhatIsInMemory() {
        ClassLoader used = loader("plugin:a#1");
        remains.begun(used);
        begunAndForgotten();

        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (remains.live() > 1) {
            assertTrue(System.nanoTime() < deadline, "never collected");
            System.gc();
        }

        remains.check(1 + MINUTE);
        assertEquals(1, remains.live());
        assertEquals(List.of(), reports, used + " has not ended");
    }

    private void begunAndForgotten() {
        ClassLoader ended = loader("plugin:a#2");
        remains.begun(ended);
        remains.ended(ended, 1);
        assertEquals(2, remains.live());
    }

    @Test
    void asksForACollectionBeforeItComplainsOnceOfWhatIsLeft() {
        ClassLoader kept = loader("plugin:a#1");
        remains.begun(kept);
        remains.ended(kept, 1);

        remains.check(MINUTE / 2);
        assertEquals(0, collections);
        remains.check(1 + MINUTE);
        assertEquals(1, collections);
        assertEquals(List.of(), reports);
        remains.check(2 + MINUTE);
        remains.check(3 + MINUTE);

        assertEquals(1, collections);
        assertEquals(
                List.of(
                        "plugin:a#1 has ended, and its classes are still in memory: no platform thread of it is left, so something"
                                + " else holds an object of it (a virtual thread, a static field of a library, a native library)"),
                reports);
        assertEquals(1, remains.live());
        assertEquals("plugin:a#1", kept.getName());
    }

    @Test
    void namesTheThreadsThatKeepIt() throws Exception {
        ClassLoader kept = loader("plugin:a#1");
        CountDownLatch go = new CountDownLatch(1);
        Thread left = Thread.ofPlatform().name("left-behind").unstarted(() -> {
            try {
                go.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        left.setContextClassLoader(kept);
        left.start();
        remains.begun(kept);
        remains.ended(kept, 1);

        remains.check(1 + MINUTE);
        remains.check(2 + MINUTE);
        go.countDown();
        left.join();

        assertEquals(
                List.of("plugin:a#1 has ended, and its classes are still in memory:"
                        + " thread left-behind has it as its context class loader"),
                reports);
    }
}
