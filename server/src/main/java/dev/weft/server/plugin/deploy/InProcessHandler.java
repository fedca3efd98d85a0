package dev.weft.server.plugin.deploy;

import dev.weft.engine.handshake.Subprotocols;
import dev.weft.server.plugin.CopiedJar;
import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.server.plugin.HandlerId;
import dev.weft.server.plugin.PluginDescriptor;
import dev.weft.server.plugin.PluginRejectedException;
import dev.weft.server.plugin.inspect.PluginInspector;
import dev.weft.server.plugin.inspect.PluginLoader;
import dev.weft.server.plugin.source.PluginCheck;
import dev.weft.server.plugin.source.PluginFolder;
import dev.weft.spi.Handler;
import dev.weft.spi.MessageHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One handler, deployed on its own so that its author can test it: where it was compiled, with the class loader of its
 * class, or out of its JAR, as a server loads it. What is deployed later takes the place of what was there, as in a server.
 * For the testkit; a server serves what {@link HandlerRegistry} has loaded. Used by one thread at a time.
 */
public final class InProcessHandler {

    private final String id;
    private final HandlerContextFactory contexts;
    private final BackgroundTasks.Pause pause;
    private final HandlerSlot slot;
    private final Retirements retirements;
    private @Nullable Runnable stopCurrent;

    /**
     * Prepares a place in which nothing is deployed.
     *
     * @param id what the handler is called
     * @param pause how its background work waits for its time
     * @param sessions which have to move or to end when their generation does
     * @param policy how a generation gives way to the next
     */
    public InProcessHandler(
            String id,
            HandlerContextFactory contexts,
            BackgroundTasks.Pause pause,
            GenerationSessions sessions,
            ReplacementPolicy policy) {
        this.id = id;
        this.contexts = contexts;
        this.pause = pause;
        this.slot = new HandlerSlot(policy.onReplace());
        this.retirements = new Retirements(policy);
        retirements.serve(sessions);
    }

    /** What the handler is called. */
    public String id() {
        return id;
    }

    /**
     * Starts an instance as the server does, and waits until it is ACTIVE, and has taken its place, or FAILED.
     *
     * @param type whose annotation counts, and whose class loader becomes the context class loader
     * @return what it became
     * @throws IllegalArgumentException if no server would take its subprotocols
     */
    public Generation deploy(Class<?> type, MessageHandler instance) {
        Handler annotation = type.getAnnotation(Handler.class);
        List<String> subprotocols = annotation == null ? List.of() : List.of(annotation.subprotocols());
        List<String> problems = Subprotocols.problems(subprotocols);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + ": " + String.join("; ", problems));
        }
        HandlerDescriptor descriptor = new HandlerDescriptor(type.getName(), id, "", subprotocols);
        CopiedJar none = new CopiedJar(Path.of(id), Path.of(id), "", 1);
        PluginDescriptor plugin = new PluginDescriptor(none, "", List.of(descriptor), List.of(), List.of(), false);
        return start(new Generation(plugin, descriptor, slot, type.getClassLoader()), () -> instance, () -> {});
    }

    /**
     * Loads the handler from a private copy of its JAR as the server does, starts it, and waits until it is ACTIVE, and has
     * taken its place, or FAILED.
     *
     * @param jar one of which {@link PluginCheck} finds no problem, and finds this handler in it
     * @param watch what stands between the server and the new instance
     * @return what it became
     * @throws IllegalStateException if the JAR cannot be loaded, or has no such handler
     */
    public Generation deploy(Path jar, UnaryOperator<MessageHandler> watch) {
        PluginFolder folder = PluginFolder.ofFiles(List.of(jar));
        try {
            PluginDescriptor plugin = PluginInspector.list(folder.copyUntrusted(jar), folder.limits());
            HandlerDescriptor descriptor = plugin.handlers().stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new PluginRejectedException("it has no handler " + id));
            PluginLoader loader = PluginLoader.open(plugin.jar(), id + "#" + slot.nextNumber());
            Generation generation = new Generation(plugin, descriptor, slot, loader.classes());
            return start(generation, () -> watch.apply(loader.instantiate(descriptor)), () -> {
                loader.close();
                folder.close();
            });
        } catch (PluginRejectedException e) {
            folder.close();
            throw new IllegalStateException(jar + ": " + e.reason());
        }
    }

    private Generation start(Generation fresh, Callable<MessageHandler> constructor, Runnable whenOver) {
        HandlerLifecycle lifecycle =
                HandlerLifecycle.begin(fresh, constructor, contexts, ReplacementPolicy.CALL_LIMIT, pause);
        lifecycle.awaitStart();
        if (fresh.isActive()) {
            takeItsPlace(fresh, () -> {
                lifecycle.beginStop();
                lifecycle.awaitStop();
                whenOver.run();
            });
        } else {
            whenOver.run();
        }
        return fresh;
    }

    private void takeItsPlace(Generation fresh, Runnable stop) {
        Generation before = slot.current();
        Runnable stopBefore = stopCurrent;
        slot.put(fresh);
        stopCurrent = stop;
        if (before != null && stopBefore != null) {
            before.retire();
            retirements.begin(before, stopBefore);
            retirements.offer(fresh);
        }
    }

    /** The id of a handler class, if that has a legal one: the annotation's, or else made of its name. */
    public static Optional<String> idOf(Class<?> type) {
        try {
            return Optional.of(HandlerId.of(type));
        } catch (PluginRejectedException nameless) {
            return Optional.empty();
        }
    }

    /** The generation that takes new sessions, if it is asked for by its id. From any thread. */
    public Optional<Generation> find(String wanted) {
        return Optional.ofNullable(slot.current()).filter(one -> one.id().equals(wanted));
    }

    /** Calls {@code stop} of each that has started, as the server does, and ends its background work. */
    public void stop() {
        retirements.finish();
        if (stopCurrent != null) {
            stopCurrent.run();
        }
    }
}
