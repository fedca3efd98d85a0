package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UnloadMonitorTest {

    private static final long MINUTE = Duration.ofSeconds(61).toNanos();

    private final List<String> reports = new ArrayList<>();
    private final List<WeakReference<Object>> canaries = new ArrayList<>();
    private final UnloadMonitor unloadMonitor = new UnloadMonitor(this::probe, reports::add);

    private Reference<?> probe() {
        canaries.add(new WeakReference<>(new Object()));
        return canaries.getLast();
    }

    /** A collection of the kind that unloads classes, as far as the probe can tell. */
    private void collect() {
        canaries.forEach(Reference::clear);
    }

    private static ClassLoader loader(String name) {
        return new URLClassLoader(name, new URL[0], null);
    }

    @Test
    void countsWhatIsInMemory() {
        ClassLoader used = loader("plugin:a#1");
        unloadMonitor.begun(used);
        begunAndForgotten();

        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (unloadMonitor.live() > 1) {
            assertTrue(System.nanoTime() < deadline, "never collected");
            System.gc();
        }

        unloadMonitor.check(1 + MINUTE);
        assertEquals(1, unloadMonitor.live());
        assertEquals(List.of(), reports, used + " has not ended");
    }

    private void begunAndForgotten() {
        ClassLoader ended = loader("plugin:a#2");
        unloadMonitor.begun(ended);
        unloadMonitor.ended(ended, 1);
        assertEquals(2, unloadMonitor.live());
    }

    @Test
    void waitsForACollectionBeforeItComplainsOnceOfWhatIsLeft() {
        ClassLoader kept = loader("plugin:a#1");
        unloadMonitor.begun(kept);
        unloadMonitor.ended(kept, 1);

        unloadMonitor.check(MINUTE / 2);
        assertEquals(0, canaries.size());
        unloadMonitor.check(1 + MINUTE);
        unloadMonitor.check(100 * MINUTE);
        assertEquals(List.of(), reports);
        assertEquals(1, canaries.size());
        collect();
        unloadMonitor.check(101 * MINUTE);
        unloadMonitor.check(102 * MINUTE);

        assertEquals(1, canaries.size());
        assertEquals(
                List.of(
                        "plugin:a#1 has ended, and its classes are still in memory: no platform thread and nothing registered"
                                + " with the JDK holds it, so something else does (a virtual thread, a static field of a library, a native library)"),
                reports);
        assertEquals(1, unloadMonitor.live());
        assertEquals("plugin:a#1", kept.getName());
    }

    /** What ended after the probe was released has to wait for the next one. */
    @Test
    void doesNotTakeACollectionForOneThatCameAfterTheEnd() {
        ClassLoader first = loader("plugin:a#1");
        ClassLoader second = loader("plugin:a#2");
        unloadMonitor.begun(first);
        unloadMonitor.begun(second);
        unloadMonitor.ended(first, 1);
        unloadMonitor.check(1 + MINUTE);
        unloadMonitor.ended(second, 2 + MINUTE);

        collect();
        unloadMonitor.check(3 + 2 * MINUTE);
        assertEquals(1, reports.size());
        assertTrue(reports.getFirst().startsWith("plugin:a#1 "), reports::toString);
        collect();
        unloadMonitor.check(4 + 2 * MINUTE);

        assertEquals(2, reports.size());
        assertEquals(List.of("plugin:a#1", "plugin:a#2"), List.of(first.getName(), second.getName()));
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
        unloadMonitor.begun(kept);
        unloadMonitor.ended(kept, 1);

        unloadMonitor.check(1 + MINUTE);
        collect();
        unloadMonitor.check(2 + MINUTE);
        go.countDown();
        left.join();

        assertEquals(
                List.of("plugin:a#1 has ended, and its classes are still in memory:"
                        + " thread left-behind has it as its context class loader"),
                reports);
    }
}
