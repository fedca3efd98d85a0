package dev.weft.server.plugin;

import dev.weft.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The handlers that were chosen, by id, and what became of every JAR that was found. Thread-safe. */
public final class HandlerRegistry {

    private final PluginFolder folder;
    private final PluginInventory inventory;
    private final Deployer deployer;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile @Nullable PluginWatcher watch;

    private HandlerRegistry(PluginFolder folder, PluginInventory inventory, Deployer deployer) {
        this.folder = folder;
        this.inventory = inventory;
        this.deployer = deployer;
    }

    /**
     * Checks every JAR of the folder and starts the chosen handlers, all at once. A JAR that is broken, or a handler that
     * does not start, is in {@link #reports} and stops nothing else.
     *
     * @param folder where to look; closed by {@link #stop}
     * @param chosenIds the handlers to start, first one first; an id that is not found is in {@link #missing}; {@link
     *     ServerConfig#EVERY_HANDLER} stands for all that are found, now or later
     * @param contexts makes what a handler's start is given
     * @param policy how a generation gives way to the next, once {@link #watch} was called
     */
    public static HandlerRegistry load(
            PluginFolder folder, List<String> chosenIds, HandlerContextFactory contexts, ReplacementPolicy policy) {
        warmUp();
        PluginInventory inventory = new PluginInventory(folder);
        inventory.begin(System.nanoTime());
        Deployer deployer = new Deployer(folder, List.copyOf(new LinkedHashSet<>(chosenIds)), contexts, policy);
        deployer.apply(inventory.catalogue());
        return new HandlerRegistry(folder, inventory, deployer);
    }

    /**
     * Has the JDK start what it starts once: the thread behind delayed futures would else be born inside some callback, and
     * keep that plugin's class loader for ever.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // There is nothing in it.
    private static void warmUp() {
        CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, Runnable::run));
    }

    /** Checks every JAR of the folder without running any of its code, and closes the folder. */
    public static List<PluginReport> list(PluginFolder folder) {
        try (folder) {
            return PluginInventory.lookOnce(folder).reports();
        }
    }

    /** From now on sessions begin, which have to move or to end when their generation does. To be called before any does. */
    public void serve(GenerationSessions sessions) {
        deployer.serve(sessions);
    }

    /**
     * Looks after the folders until {@link #stop}: what is dropped there is deployed, what is replaced gives way, what is
     * removed ends. Works once.
     *
     * @param more further folders in which a change is worth looking at once, such as that of the handlers' settings
     */
    public void watch(List<Path> more) {
        List<Path> dirs = new ArrayList<>(folder.dirs());
        dirs.addAll(more);
        PluginWatcher started = new PluginWatcher(dirs, inventory, deployer);
        watch = started;
        started.start();
    }

    /**
     * A chosen handler; it may be FAILED or on its way out, which is for the opening handshake to answer with 503.
     *
     * @param id its id; {@link ServerConfig#EVERY_HANDLER} for the first of all
     */
    public Optional<Generation> find(String id) {
        return id.equals(ServerConfig.EVERY_HANDLER) ? deployer.first() : deployer.find(id);
    }

    /** Whether the handlers of JARs that come later are chosen too. */
    public boolean takesAll() {
        return deployer.takesAll();
    }

    /** Handlers that are there and were not chosen, in order. */
    public List<String> notChosen() {
        return inventory.catalogue().reports().stream()
                .filter(report -> report.state() == HandlerState.VERIFIED)
                .map(PluginReport::id)
                .filter(id -> !deployer.chosenIds().contains(id))
                .toList();
    }

    /** The chosen handlers that were found, ACTIVE or not, in the order of the choice. */
    public List<Generation> chosen() {
        return deployer.chosenIds().stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The chosen ids that no JAR has. */
    public List<String> missing() {
        return deployer.chosenIds().stream().filter(id -> find(id).isEmpty()).toList();
    }

    /** What became of every JAR and every handler as of now, in order of the folders and the file names. */
    public List<PluginReport> reports() {
        List<PluginReport> reports = new ArrayList<>();
        for (PluginReport found : inventory.catalogue().reports()) {
            reports.add(asOfNow(found));
            if (found.state() == HandlerState.VERIFIED) {
                deployer.failedTry(found.id()).ifPresent(reports::add);
            }
        }
        return reports;
    }

    /** How many plugins' classes are in memory, those included that have ended and are not collected yet. */
    public int liveGenerations() {
        return deployer.unloadMonitor().live();
    }

    /** From now on nothing that changes in the folders counts. */
    public void stopWatching() {
        PluginWatcher started = watch;
        if (started != null) {
            started.stop();
        }
    }

    /** Calls {@code stop} of every started handler, all at once, and deletes the private copies. Works once. */
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            stopWatching();
            try {
                deployer.stop();
            } finally {
                folder.close();
            }
        }
    }

    private PluginReport asOfNow(PluginReport report) {
        return report.state() != HandlerState.VERIFIED
                ? report
                : find(report.id())
                        .filter(generation -> generation.jar().equals(report.jar()))
                        .map(Generation::report)
                        .orElse(report);
    }
}
