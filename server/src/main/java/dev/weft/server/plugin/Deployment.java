package dev.weft.server.plugin;

import dev.weft.spi.HandlerContext;
import dev.weft.spi.MessageHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JAR whose code runs: its loader and the generations of its chosen handlers. Beginning and waiting are two steps,
 * so that a plugin which hangs takes its time while the others start and stop.
 */
final class Deployment {

    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

    private final PluginListing plugin;
    private final PluginLoader loader;
    private final Duration limit;
    private final List<Start> starts = new ArrayList<>();
    private final Map<Generation, PluginTask> stops = new LinkedHashMap<>();

    /** A handler between its constructor and the end of its {@code start}. */
    private record Start(Generation generation, AtomicReference<@Nullable MessageHandler> instance, PluginTask task) {}

    private Deployment(PluginListing plugin, PluginLoader loader, Duration limit) {
        this.plugin = plugin;
        this.loader = loader;
        this.limit = limit;
    }

    /** Begins the chosen handlers, each on a thread of its own. */
    static Deployment begin(
            PluginListing plugin,
            List<HandlerListing> chosen,
            Function<String, HandlerContext> contexts,
            Duration limit) {
        PluginLoader loader = PluginLoader.open(plugin.jar(), chosen.get(0).id());
        Deployment deployment = new Deployment(plugin, loader, limit);
        for (HandlerListing handler : chosen) {
            deployment.begin(handler, contexts.apply(handler.id()));
        }
        return deployment;
    }

    List<Generation> generations() {
        return starts.stream().map(Start::generation).toList();
    }

    /** Waits until each is ACTIVE or FAILED. */
    void awaitStart() {
        for (Start start : starts) {
            String fault = start.task().await();
            MessageHandler instance = start.instance().get();
            if (fault.isEmpty() && instance != null) {
                start.generation().started(instance);
            } else {
                start.generation().failed(fault);
            }
        }
        if (generations().stream().noneMatch(Generation::isActive)) {
            close();
        }
    }

    /** Begins {@code stop} of those that had started. */
    void beginStop() {
        for (Generation generation : generations()) {
            if (generation.stopping()) {
                MessageHandler handler = generation.handler();
                stops.put(
                        generation, PluginTask.begin("stop", generation.id(), loader.classes(), limit, handler::stop));
            }
        }
    }

    /** Waits until each has stopped, and lets go of the JAR. */
    void awaitStop() {
        stops.forEach((generation, task) -> {
            String fault = task.await();
            if (!fault.isEmpty()) {
                LOG.warn("handler {} of {}: {}", generation.id(), generation.jar(), fault);
            }
        });
        close();
    }

    private void begin(HandlerListing handler, HandlerContext context) {
        AtomicReference<@Nullable MessageHandler> instance = new AtomicReference<>();
        PluginTask task = PluginTask.begin("start", handler.id(), loader.classes(), limit, () -> {
            MessageHandler made = loader.instantiate(handler);
            made.start(context);
            instance.set(made);
        });
        starts.add(new Start(new Generation(plugin, handler, loader.classes()), instance, task));
    }

    private void close() {
        loader.close();
        plugin.jar().delete();
    }
}
