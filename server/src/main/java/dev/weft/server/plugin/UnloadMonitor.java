package dev.weft.server.plugin;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves that what was unloaded is gone: it knows every plugin's class loader, by weak references, and speaks of one that
 * is still there after the first collection which unloads classes and comes a minute after its end. Thread-safe.
 *
 * <p>It waits for a collection that comes by itself: to ask for one would stop all connections with most collectors.
 */
final class UnloadMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(UnloadMonitor.class);

    /** Why 60 s? Whatever ends with the plugin has ended by then, and the operator still remembers the replacement. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Loader> loaders = new ArrayList<>();
    private final Supplier<Reference<?>> unloadable;
    private final Consumer<String> report;

    /** Gone when classes have been unloaded since a loader was overdue; null while none is. By who checks alone. */
    private @Nullable Reference<?> probe;

    /** A class loader that was made; {@code endedAt} is 0 while it is in use. */
    private static final class Loader {
        private final String name;
        private final WeakReference<ClassLoader> classes;
        private long endedAt;

        /** Whether the probe was released after it was overdue. */
        private boolean awaited;

        private boolean reported;

        Loader(String name, ClassLoader classes) {
            this.name = name;
            this.classes = new WeakReference<>(classes);
        }
    }

    UnloadMonitor() {
        this(UnloadProbe::release, line -> LOG.warn("% {}", line));
    }

    /**
     * Makes it with a way of its own to see a collection.
     *
     * @param unloadable makes something that the next collection which unloads classes takes away, and no other
     */
    UnloadMonitor(Supplier<Reference<?>> unloadable, Consumer<String> report) {
        this.unloadable = unloadable;
        this.report = report;
    }

    /** A plugin begins. */
    void begun(ClassLoader classes) {
        lock.lock();
        try {
            loaders.add(new Loader(Objects.requireNonNull(classes.getName()), classes));
        } finally {
            lock.unlock();
        }
    }

    /** A plugin has ended: nothing should hold its classes any more. */
    void ended(ClassLoader classes, long now) {
        lock.lock();
        try {
            for (Loader loader : loaders) {
                if (loader.classes.refersTo(classes) && loader.endedAt == 0) {
                    loader.endedAt = now;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many plugins' classes are in memory, in use or not. */
    int live() {
        lock.lock();
        try {
            return (int) loaders.stream()
                    .filter(loader -> !loader.classes.refersTo(null))
                    .count();
        } finally {
            lock.unlock();
        }
    }

    /** Looks after those that have ended; to be called now and then, by one thread. */
    void check(long now) {
        List<Loader> overdue = overdue(now);
        // Only after a collection for which it was garbage does it mean something that it is there.
        if (probe != null && probe.refersTo(null)) {
            probe = null;
            overdue.stream().filter(loader -> loader.awaited).forEach(this::report);
        }
        if (probe == null && overdue.stream().anyMatch(loader -> !loader.awaited)) {
            probe = unloadable.get();
            overdue.forEach(loader -> loader.awaited = true);
        }
    }

    private List<Loader> overdue(long now) {
        lock.lock();
        try {
            loaders.removeIf(loader -> loader.classes.refersTo(null));
            return loaders.stream()
                    .filter(loader -> loader.endedAt != 0 && now - loader.endedAt > PATIENCE_NANOS && !loader.reported)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void report(Loader loader) {
        loader.reported = true;
        ClassLoader classes = loader.classes.get();
        if (classes != null) {
            report.accept(loader.name + " has ended, and its classes are still in memory: " + LeakSuspects.of(classes));
        }
    }
}
