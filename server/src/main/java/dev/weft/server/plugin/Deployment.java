package dev.weft.server.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JAR whose code runs: its loader and the generations of its chosen handlers. They end one by one, and the last one
 * takes the loader along. Thread-safe for different generations.
 */
final class Deployment {

    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

    private final PluginDescriptor plugin;
    private final PluginLoader loader;
    private final String version;
    private final Duration limit;
    private final List<HandlerLifecycle> lifecycles = new ArrayList<>();

    /** Those of its generations that have ended, each once, however often that is said. */
    private final Set<Generation> ended = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean closed = new AtomicBoolean();

    private Deployment(PluginDescriptor plugin, PluginLoader loader, String version, Duration limit) {
        this.plugin = plugin;
        this.loader = loader;
        this.version = version;
        this.limit = limit;
    }

    /**
     * Begins the chosen handlers, each on a thread of its own.
     *
     * @param plugin a checked JAR, with the chosen ones of its handlers alone
     * @param version of its content and its handlers' settings
     * @param slots where each will take its place
     * @param limit what a constructor with its {@code start}, and a {@code stop}, may take
     * @throws PluginRejectedException if the JAR cannot be opened now
     */
    static Deployment begin(
            PluginDescriptor plugin,
            String version,
            Function<String, HandlerSlot> slots,
            HandlerContextFactory contexts,
            Duration limit)
            throws PluginRejectedException {
        String firstId = plugin.handlers().get(0).id();
        PluginLoader loader = PluginLoader.open(
                plugin.jar(), firstId + "#" + slots.apply(firstId).nextNumber());
        Deployment deployment = new Deployment(plugin, loader, version, limit);
        for (HandlerDescriptor handler : plugin.handlers()) {
            Generation generation = new Generation(plugin, handler, slots.apply(handler.id()), loader.classes());
            deployment.lifecycles.add(HandlerLifecycle.begin(
                    generation, () -> loader.instantiate(handler), contexts, limit, Thread::sleep));
        }
        return deployment;
    }

    /** The version of its content and its handlers' settings. */
    String version() {
        return version;
    }

    List<Generation> generations() {
        return lifecycles.stream().map(HandlerLifecycle::generation).toList();
    }

    ClassLoader classes() {
        return loader.classes();
    }

    /** Whether it runs from this private copy. */
    boolean holds(CopiedJar copy) {
        return plugin.jar().copy().equals(copy.copy());
    }

    /** Whether all its handlers have ended, so that nothing of it is left. */
    boolean isOver() {
        return ended.size() == lifecycles.size();
    }

    /** Waits until each is ACTIVE or FAILED. */
    void awaitStart() {
        for (HandlerLifecycle lifecycle : lifecycles) {
            lifecycle.awaitStart();
            if (!lifecycle.generation().isActive()) {
                ended(lifecycle);
            }
        }
    }

    /** Stops one of its handlers, and waits until that is done. */
    void stop(Generation generation) {
        for (HandlerLifecycle lifecycle : lifecycles) {
            if (lifecycle.generation() == generation) {
                lifecycle.beginStop();
                lifecycle.awaitStop();
                ended(lifecycle);
            }
        }
    }

    /** Begins {@code stop} of all that are not stopped. */
    void beginStop() {
        lifecycles.forEach(HandlerLifecycle::beginStop);
    }

    /** Waits until all have stopped, and lets go of the JAR. */
    void awaitStop() {
        lifecycles.forEach(lifecycle -> {
            lifecycle.awaitStop();
            ended(lifecycle);
        });
    }

    private void ended(HandlerLifecycle lifecycle) {
        ended.add(lifecycle.generation());
        if (isOver() && closed.compareAndSet(false, true)) {
            takeOffRegistrations(lifecycle.generation());
            loader.close();
            plugin.jar().delete();
        }
    }

    /** The JDK would keep them, and with them all of the plugin's classes. */
    private void takeOffRegistrations(Generation last) {
        ClassLoader classes = loader.classes();
        List<String> left = JdkRegistrations.removable(classes);
        if (left.isEmpty()) {
            return;
        }
        String fault = TimedCall.begin("clean-up", last.id(), classes, limit, () -> JdkRegistrations.remove(classes))
                .await();
        LOG.warn(
                "% {} has left behind: {}; {}",
                last, String.join(", ", left), fault.isEmpty() ? "taken off, but its stop should do that" : fault);
    }
}
