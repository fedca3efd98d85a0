package dev.weft.server.plugin;

import dev.weft.engine.handshake.Subprotocols;
import dev.weft.server.config.OnReplace;
import dev.weft.spi.Handler;
import dev.weft.spi.MessageHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A handler that lies in no JAR, deployed as if it did, so that its author can test it where it was compiled. Its class
 * loader is that of its class. For the testkit; a server serves what {@link HandlerRegistry} has loaded.
 */
public final class LooseHandler {

    private final Tenure tenure;

    private LooseHandler(Tenure tenure) {
        this.tenure = tenure;
    }

    /**
     * Starts a handler as the server does, and waits until it is ACTIVE or FAILED.
     *
     * @param type whose annotation counts, and whose class loader becomes the context class loader
     * @param id what it is called
     * @param pause how its background work waits for its time
     * @throws IllegalArgumentException if no server would take its subprotocols
     */
    public static LooseHandler start(
            Class<?> type, String id, MessageHandler instance, Contexts contexts, PluginTasks.Pause pause) {
        Handler annotation = type.getAnnotation(Handler.class);
        List<String> subprotocols = annotation == null ? List.of() : List.of(annotation.subprotocols());
        List<String> problems = Subprotocols.problems(subprotocols);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + ": " + String.join("; ", problems));
        }
        HandlerListing listing = new HandlerListing(type.getName(), id, "", subprotocols);
        CopiedJar none = new CopiedJar(Path.of(id), Path.of(id), "", 1);
        PluginListing plugin = new PluginListing(none, "", List.of(listing), List.of(), List.of(), false);
        Slot slot = new Slot(OnReplace.KEEP);
        Generation generation = new Generation(plugin, listing, slot, type.getClassLoader());
        Tenure tenure = Tenure.begin(generation, () -> instance, contexts, Replacing.CALL_LIMIT, pause);
        tenure.awaitStart();
        slot.put(generation);
        return new LooseHandler(tenure);
    }

    /** The id of a handler class, if that has a legal one: the annotation's, or else made of its name. */
    public static Optional<String> idOf(Class<?> type) {
        try {
            return Optional.of(HandlerId.of(type));
        } catch (BadPlugin nameless) {
            return Optional.empty();
        }
    }

    /** What it became. */
    public Generation generation() {
        return tenure.generation();
    }

    /** The deployed copy, if it is asked for by its id. */
    public Optional<Generation> find(String id) {
        return Optional.of(generation()).filter(one -> one.id().equals(id));
    }

    /** Calls {@code stop} as the server does, if the handler has started, and ends its background work. */
    public void stop() {
        tenure.beginStop();
        tenure.awaitStop();
    }
}
