package dev.weft.server.plugin;

import dev.weft.engine.handshake.Subprotocols;
import dev.weft.server.config.OnReplace;
import dev.weft.spi.Handler;
import dev.weft.spi.MessageHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/**
 * One handler, deployed on its own so that its author can test it: where it was compiled, with the class loader of its
 * class, or out of its JAR, as a server loads it. For the testkit; a server serves what {@link HandlerRegistry} has loaded.
 */
public final class InProcessHandler {

    private final HandlerLifecycle lifecycle;
    private final Runnable whenOver;

    private InProcessHandler(HandlerLifecycle lifecycle, Runnable whenOver) {
        this.lifecycle = lifecycle;
        this.whenOver = whenOver;
    }

    /**
     * Starts a handler as the server does, and waits until it is ACTIVE or FAILED.
     *
     * @param type whose annotation counts, and whose class loader becomes the context class loader
     * @param id what it is called
     * @param pause how its background work waits for its time
     * @throws IllegalArgumentException if no server would take its subprotocols
     */
    public static InProcessHandler start(
            Class<?> type,
            String id,
            MessageHandler instance,
            HandlerContextFactory contexts,
            BackgroundTasks.Pause pause) {
        Handler annotation = type.getAnnotation(Handler.class);
        List<String> subprotocols = annotation == null ? List.of() : List.of(annotation.subprotocols());
        List<String> problems = Subprotocols.problems(subprotocols);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + ": " + String.join("; ", problems));
        }
        HandlerDescriptor descriptor = new HandlerDescriptor(type.getName(), id, "", subprotocols);
        CopiedJar none = new CopiedJar(Path.of(id), Path.of(id), "", 1);
        PluginDescriptor plugin = new PluginDescriptor(none, "", List.of(descriptor), List.of(), List.of(), false);
        Generation generation =
                new Generation(plugin, descriptor, new HandlerSlot(OnReplace.KEEP), type.getClassLoader());
        return start(generation, () -> instance, contexts, pause, () -> {});
    }

    /**
     * Loads a handler from a private copy of its JAR as the server does, starts it, and waits until it is ACTIVE or FAILED.
     *
     * @param jar one of which {@link PluginCheck} finds no problem
     * @param id one of those that {@link PluginCheck} finds
     * @param watch what stands between the server and the new instance
     * @param pause how its background work waits for its time
     * @throws IllegalStateException if the JAR cannot be loaded, or has no such handler
     */
    public static InProcessHandler load(
            Path jar,
            String id,
            UnaryOperator<MessageHandler> watch,
            HandlerContextFactory contexts,
            BackgroundTasks.Pause pause) {
        PluginFolder folder = PluginFolder.ofFiles(List.of(jar));
        try {
            PluginDescriptor plugin = PluginInspector.list(folder.copyUntrusted(jar), folder.limits());
            HandlerDescriptor descriptor = plugin.handlers().stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new PluginRejectedException("it has no handler " + id));
            PluginLoader loader = PluginLoader.open(plugin.jar(), id);
            Generation generation =
                    new Generation(plugin, descriptor, new HandlerSlot(OnReplace.KEEP), loader.classes());
            return start(generation, () -> watch.apply(loader.instantiate(descriptor)), contexts, pause, () -> {
                loader.close();
                folder.close();
            });
        } catch (PluginRejectedException e) {
            folder.close();
            throw new IllegalStateException(jar + ": " + e.reason());
        }
    }

    private static InProcessHandler start(
            Generation generation,
            Callable<MessageHandler> constructor,
            HandlerContextFactory contexts,
            BackgroundTasks.Pause pause,
            Runnable whenOver) {
        HandlerLifecycle lifecycle =
                HandlerLifecycle.begin(generation, constructor, contexts, ReplacementPolicy.CALL_LIMIT, pause);
        lifecycle.awaitStart();
        generation.slot().put(generation);
        if (!generation.isActive()) {
            whenOver.run();
        }
        return new InProcessHandler(lifecycle, whenOver);
    }

    /** The id of a handler class, if that has a legal one: the annotation's, or else made of its name. */
    public static Optional<String> idOf(Class<?> type) {
        try {
            return Optional.of(HandlerId.of(type));
        } catch (PluginRejectedException nameless) {
            return Optional.empty();
        }
    }

    /** What it became. */
    public Generation generation() {
        return lifecycle.generation();
    }

    /** The deployed copy, if it is asked for by its id. */
    public Optional<Generation> find(String id) {
        return Optional.of(generation()).filter(one -> one.id().equals(id));
    }

    /** Calls {@code stop} as the server does, if the handler has started, and ends its background work. */
    public void stop() {
        lifecycle.beginStop();
        lifecycle.awaitStop();
        whenOver.run();
    }
}
