package dev.weft.server.plugin;

import dev.weft.spi.HandlerContext;
import dev.weft.spi.MessageHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** The handlers that were chosen, by id, and what became of every JAR that was found. Thread-safe. */
public final class HandlerRegistry {

    /** What {@link MessageHandler#start} and {@link MessageHandler#stop} promise their author. */
    public static final Duration CALL_LIMIT = Duration.ofSeconds(10);

    private final Set<String> chosenIds;
    private final PluginFolder folder;
    private final List<PluginReport> found;
    private final List<Deployment> deployments;
    private final Map<String, Generation> current = new ConcurrentHashMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    private HandlerRegistry(
            Set<String> chosenIds, PluginFolder folder, List<PluginReport> found, List<Deployment> deployments) {
        this.chosenIds = chosenIds;
        this.folder = folder;
        this.found = found;
        this.deployments = deployments;
        for (Deployment deployment : deployments) {
            deployment.generations().forEach(generation -> current.put(generation.id(), generation));
        }
    }

    /**
     * Checks every JAR of the folder and starts the chosen handlers, all at once. A JAR that is broken, or a handler that
     * does not start, is in {@link #reports} and stops nothing else.
     *
     * @param folder where to look; closed by {@link #stop}
     * @param chosenIds the handlers to start, first one first; an id that is not found is in {@link #missing}
     * @param contexts makes what {@link MessageHandler#start} is given, for each chosen id that was found
     */
    public static HandlerRegistry load(
            PluginFolder folder, List<String> chosenIds, Function<String, HandlerContext> contexts) {
        return load(folder, chosenIds, contexts, CALL_LIMIT);
    }

    /** Loads with another limit to what a constructor with its {@code start}, and a {@code stop}, may take. */
    public static HandlerRegistry load(
            PluginFolder folder, List<String> chosenIds, Function<String, HandlerContext> contexts, Duration limit) {
        Set<String> chosen = new LinkedHashSet<>(chosenIds);
        Listings listings = Listings.of(folder);
        List<Deployment> deployments = new ArrayList<>();
        for (PluginListing plugin : listings.plugins()) {
            List<HandlerListing> wanted = plugin.handlers().stream()
                    .filter(h -> chosen.contains(h.id()))
                    .toList();
            if (wanted.isEmpty()) {
                plugin.jar().delete();
            } else {
                deployments.add(Deployment.begin(plugin, wanted, contexts, limit));
            }
        }
        deployments.forEach(Deployment::awaitStart);
        return new HandlerRegistry(chosen, folder, listings.reports(), deployments);
    }

    /** Checks every JAR of the folder without running any of its code, and closes the folder. */
    public static List<PluginReport> list(PluginFolder folder) {
        try (folder) {
            return Listings.of(folder).reports();
        }
    }

    /** A chosen handler; it may be FAILED, which is for the opening handshake to answer with 503. */
    public Optional<Generation> find(String id) {
        return Optional.ofNullable(current.get(id));
    }

    /** The chosen handlers that were found, ACTIVE or not, in the order of the choice. */
    public List<Generation> chosen() {
        return chosenIds.stream().map(this::find).flatMap(Optional::stream).toList();
    }

    /** The chosen ids that no JAR has. */
    public List<String> missing() {
        return chosenIds.stream().filter(id -> find(id).isEmpty()).toList();
    }

    /** What became of every JAR and every handler as of now, in order of the folders and the file names. */
    public List<PluginReport> reports() {
        return found.stream().map(this::asOfNow).toList();
    }

    /** Calls {@code stop} of every started handler, all at once, and deletes the private copies. Works once. */
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            deployments.forEach(Deployment::beginStop);
            deployments.forEach(Deployment::awaitStop);
            folder.close();
        }
    }

    private PluginReport asOfNow(PluginReport report) {
        boolean isRejected = report.state() == State.REJECTED;
        return isRejected ? report : find(report.id()).map(Generation::report).orElse(report);
    }
}
