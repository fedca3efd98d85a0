package dev.weft.server.plugin;

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
final class PluginWatch {

    private static final Logger LOG = LoggerFactory.getLogger(PluginWatch.class);

    /** Why 1 s? So much an operator waits on a file system that tells nothing, and a look costs a system call a file. */
    private static final Duration CALM = Duration.ofSeconds(1);

    /** Why 100 ms? A copy writes without such pauses, mostly; one that does pause is told from its missing end. */
    private static final Duration BUSY = Duration.ofMillis(100);

    /** Why 2 s? Whoever waits for a plugin is woken by the interrupt; what is left is a look at files. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private final List<Path> dirs;
    private final Shelf shelf;
    private final Deployer deployer;
    private final Thread thread =
            Thread.ofPlatform().daemon(true).name("weft-plugins").unstarted(this::watch);
    private volatile boolean running = true;

    /** Whether there is something to apply. */
    private boolean due;

    /** What was said of JARs that are not served, so that it is said once. */
    private Set<PluginReport> told = Set.of();

    PluginWatch(List<Path> dirs, Shelf shelf, Deployer deployer) {
        this.dirs = List.copyOf(dirs);
        this.shelf = shelf;
        this.deployer = deployer;
    }

    void start() {
        told = remarkable();
        thread.start();
    }

    /** Returns when it looks no more, or hangs in a file system that does not answer: it is not waited for then. */
    void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(LAST_LOOK);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try (WatchService service = register()) {
            while (running) {
                awaitAndLook(service);
            }
        } catch (InterruptedException | IOException | ClosedWatchServiceException stopping) {
            LOG.debug("% plugin folders are no longer watched");
        }
    }

    private @Nullable WatchService register() {
        try {
            WatchService service = FileSystems.getDefault().newWatchService();
            for (Path dir : dirs) {
                register(dir, service);
            }
            return service;
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

    private void awaitAndLook(@Nullable WatchService service) throws InterruptedException {
        try {
            await(service);
            look();
        } catch (RuntimeException | Error fault) {
            if (fault instanceof ClosedWatchServiceException closed) {
                throw closed;
            }
            // Such as no memory for a moment: what serves goes on serving, and the next look does what is left to do.
            complain(fault);
            Thread.sleep(CALM);
        }
    }

    private static void complain(Throwable fault) {
        try {
            LOG.error("! plugin folders: {}", FaultText.of(fault));
        } catch (RuntimeException | Error noMemoryForThat) {
            // Nobody hears of it, and the folders are looked at all the same.
        }
    }

    /** Waits for the next look. */
    private void await(@Nullable WatchService service) throws InterruptedException {
        Duration longest = shelf.isUnsettled() || deployer.isUnsettled() ? BUSY : CALM;
        if (service == null) {
            Thread.sleep(longest);
            return;
        }
        WatchKey key = service.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
            // Whoever writes a file goes on for a moment, and each write is an event.
            Thread.sleep(BUSY);
            for (; key != null; key = service.poll()) {
                key.pollEvents();
                key.reset();
            }
        }
    }

    private void look() {
        due |= shelf.look(System.nanoTime());
        due |= deployer.settingsChanged();
        if (due && running) {
            due = !deployer.apply(shelf.catalogue());
            tell();
        }
        deployer.remains().check(System.nanoTime());
    }

    /** What is not served, and so is not told of elsewhere. */
    private Set<PluginReport> remarkable() {
        Set<PluginReport> found = new LinkedHashSet<>();
        for (PluginReport report : shelf.catalogue().reports()) {
            if (report.state() != State.VERIFIED || !deployer.chosenIds().contains(report.id())) {
                found.add(report);
            }
        }
        return found;
    }

    private void tell() {
        Set<PluginReport> now = remarkable();
        now.stream().filter(report -> !told.contains(report)).forEach(PluginWatch::tell);
        told = now;
    }

    private static void tell(PluginReport report) {
        if (report.state() == State.VERIFIED) {
            LOG.info(
                    "% {} has the handler {}, which was not chosen: start with --handler {} to serve it",
                    report.jar(), report.id(), report.id());
        } else {
            LOG.warn("% {} {}: {}", report.jar(), report.state(), report.reason());
        }
    }
}
