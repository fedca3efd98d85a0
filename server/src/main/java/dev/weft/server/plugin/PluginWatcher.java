package dev.weft.server.plugin;

import dev.weft.server.resource.ServiceThread;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform thread that looks after the plugin folders: every second by itself, and sooner when the file system says
 * that something happens. What it says is not believed: a file counts when two looks in a row saw it the same.
 */
final class PluginWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(PluginWatcher.class);

    /** Why 1 s? So much an operator waits on a file system that tells nothing, and a look costs a system call a file. */
    private static final Duration CALM = Duration.ofSeconds(1);

    /** Why 100 ms? A copy writes without such pauses, mostly; one that does pause is told from its missing end. */
    private static final Duration BUSY = Duration.ofMillis(100);

    /** Why 2 s? Whoever waits for a plugin is woken by the interrupt; what is left is a look at files. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private final List<Path> dirs;
    private final PluginInventory inventory;
    private final Deployer deployer;
    private volatile boolean running = true;
    private volatile @Nullable Thread thread;

    /** Null until the first look, and if the file system tells nothing. */
    private volatile @Nullable WatchService service;

    private boolean registered;

    /** Whether there is something to apply. */
    private boolean due;

    /** What was said of JARs that are not served, so that it is said once. */
    private Set<PluginReport> told = Set.of();

    PluginWatcher(List<Path> dirs, PluginInventory inventory, Deployer deployer) {
        this.dirs = List.copyOf(dirs);
        this.inventory = inventory;
        this.deployer = deployer;
    }

    void start() {
        told = remarkable();
        thread = new ServiceThread("weft-plugins", () -> running, this::awaitAndLook).start();
    }

    /** Returns when it looks no more, or hangs in a file system that does not answer: it is not waited for then. */
    void stop() {
        running = false;
        Thread started = thread;
        if (started == null) {
            return;
        }
        started.interrupt();
        try {
            started.join(LAST_LOOK);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        close(service);
    }

    private static void close(@Nullable WatchService unused) {
        try {
            if (unused != null) {
                unused.close();
            }
        } catch (IOException alreadyGone) {
            LOG.debug("% closing the watch: {}", alreadyGone.toString());
        }
    }

    private @Nullable WatchService register() {
        try {
            WatchService fresh = FileSystems.getDefault().newWatchService();
            for (Path dir : dirs) {
                register(dir, fresh);
            }
            return fresh;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("% plugin folders are looked at every second only: {}", e.toString());
            return null;
        }
    }

    private static void register(Path dir, WatchService service) {
        try {
            dir.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException notThere) {
            LOG.debug("% {} is looked at every second only: {}", dir, notThere.toString());
        }
    }

    private void awaitAndLook() throws InterruptedException {
        if (!registered) {
            service = register();
            registered = true;
        }
        try {
            await(service);
        } catch (ClosedWatchServiceException stopped) {
            return;
        }
        look();
    }

    /** Waits for the next look. */
    private void await(@Nullable WatchService events) throws InterruptedException {
        Duration longest = inventory.isUnsettled() || deployer.isUnsettled() ? BUSY : CALM;
        if (events == null) {
            Thread.sleep(longest);
            return;
        }
        WatchKey key = events.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
            // Whoever writes a file goes on for a moment, and each write is an event.
            Thread.sleep(BUSY);
            for (; key != null; key = events.poll()) {
                key.pollEvents();
                key.reset();
            }
        }
    }

    private void look() {
        due |= inventory.look(System.nanoTime());
        due |= deployer.settingsChanged();
        deployer.beginRetirements();
        if (due && running) {
            due = !deployer.apply(inventory.catalogue());
            tell();
        }
        deployer.unloadMonitor().check(System.nanoTime());
    }

    /** What is not served, and so is not told of elsewhere. */
    private Set<PluginReport> remarkable() {
        Set<PluginReport> found = new LinkedHashSet<>();
        for (PluginReport report : inventory.catalogue().reports()) {
            if (report.state() != HandlerState.VERIFIED || !deployer.chosenIds().contains(report.id())) {
                found.add(report);
            }
        }
        return found;
    }

    private void tell() {
        Set<PluginReport> now = remarkable();
        now.stream().filter(report -> !told.contains(report)).forEach(PluginWatcher::tell);
        told = now;
    }

    private static void tell(PluginReport report) {
        if (report.state() == HandlerState.VERIFIED) {
            LOG.info(
                    "% {} has the handler {}, which was not chosen: start with --handler {} to serve it",
                    report.jar(), report.id(), report.id());
        } else {
            LOG.warn("% {} {}: {}", report.jar(), report.state(), report.reason());
        }
    }
}
