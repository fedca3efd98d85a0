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

class RemainsTest {

    private static final long MINUTE = Duration.ofSeconds(61).toNanos();

    private final List<String> reports = new ArrayList<>();
    private final List<WeakReference<Object>> canaries = new ArrayList<>();
    private final Remains remains = new Remains(this::canary, reports::add);

    private Reference<?> canary() {
        canaries.add(new WeakReference<>(new Object()));
        return canaries.getLast();
    }

    /** A collection of the kind that unloads classes, as far as the canary can tell. */
    private void collect() {
        canaries.forEach(Reference::clear);
    }

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
    void waitsForACollectionBeforeItComplainsOnceOfWhatIsLeft() {
        ClassLoader kept = loader("plugin:a#1");
        remains.begun(kept);
        remains.ended(kept, 1);

        remains.check(MINUTE / 2);
        assertEquals(0, canaries.size());
        remains.check(1 + MINUTE);
        remains.check(100 * MINUTE);
        assertEquals(List.of(), reports);
        assertEquals(1, canaries.size());
        collect();
        remains.check(101 * MINUTE);
        remains.check(102 * MINUTE);

        assertEquals(1, canaries.size());
        assertEquals(
                List.of(
                        "plugin:a#1 has ended, and its classes are still in memory: no platform thread and nothing registered"
                                + " with the JDK holds it, so something else does (a virtual thread, a static field of a library, a native library)"),
                reports);
        assertEquals(1, remains.live());
        assertEquals("plugin:a#1", kept.getName());
    }

    /** What ended after the canary was released has to wait for the next one. */
    @Test
    void doesNotTakeACollectionForOneThatCameAfterTheEnd() {
        ClassLoader first = loader("plugin:a#1");
        ClassLoader second = loader("plugin:a#2");
        remains.begun(first);
        remains.begun(second);
        remains.ended(first, 1);
        remains.check(1 + MINUTE);
        remains.ended(second, 2 + MINUTE);

        collect();
        remains.check(3 + 2 * MINUTE);
        assertEquals(1, reports.size());
        assertTrue(reports.getFirst().startsWith("plugin:a#1 "), reports::toString);
        collect();
        remains.check(4 + 2 * MINUTE);

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
        remains.begun(kept);
        remains.ended(kept, 1);

        remains.check(1 + MINUTE);
        collect();
        remains.check(2 + MINUTE);
        go.countDown();
        left.join();

        assertEquals(
                List.of("plugin:a#1 has ended, and its classes are still in memory:"
                        + " thread left-behind has it as its context class loader"),
                reports);
    }
}
