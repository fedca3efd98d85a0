package dev.weft.server.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * One JAR whose code runs: its loader and the generations of its chosen handlers. They end one by one, and the last one
 * takes the loader along. Thread-safe for different generations.
 */
final class Deployment {

    private final PluginListing plugin;
    private final PluginLoader loader;
    private final List<Tenure> tenures = new ArrayList<>();

    /** How many of its handlers have not ended. */
    private final AtomicInteger left = new AtomicInteger();

    private Deployment(PluginListing plugin, PluginLoader loader) {
        this.plugin = plugin;
        this.loader = loader;
    }

    /**
     * Begins the chosen handlers, each on a thread of its own.
     *
     * @param plugin a checked JAR, with the chosen ones of its handlers alone
     * @param slots where each will take its place
     * @param limit what a constructor with its {@code start}, and a {@code stop}, may take
     */
    static Deployment begin(PluginListing plugin, Function<String, Slot> slots, Contexts contexts, Duration limit) {
        PluginLoader loader =
                PluginLoader.open(plugin.jar(), plugin.handlers().get(0).id());
        Deployment deployment = new Deployment(plugin, loader);
        deployment.left.set(plugin.handlers().size());
        for (HandlerListing handler : plugin.handlers()) {
            Generation generation = new Generation(plugin, handler, slots.apply(handler.id()), loader.classes());
            deployment.tenures.add(
                    Tenure.begin(generation, () -> loader.instantiate(handler), contexts, limit, Thread::sleep));
        }
        return deployment;
    }

    List<Generation> generations() {
        return tenures.stream().map(Tenure::generation).toList();
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
        return left.get() == 0;
    }

    /** Waits until each is ACTIVE or FAILED. */
    void awaitStart() {
        for (Tenure tenure : tenures) {
            tenure.awaitStart();
            if (!tenure.generation().isActive()) {
                ended();
            }
        }
    }

    /** Stops one of its handlers, and waits until that is done. */
    void stop(Generation generation) {
        for (Tenure tenure : tenures) {
            if (tenure.generation() == generation) {
                tenure.beginStop();
                tenure.awaitStop();
                ended();
            }
        }
    }

    /** Begins {@code stop} of all that are not stopped. */
    void beginStop() {
        tenures.forEach(Tenure::beginStop);
    }

    /** Waits until all have stopped, and lets go of the JAR. */
    void awaitStop() {
        tenures.forEach(Tenure::awaitStop);
        left.set(0);
        close();
    }

    private void ended() {
        if (left.decrementAndGet() == 0) {
            close();
        }
    }

    private void close() {
        loader.close();
        plugin.jar().delete();
    }
}
