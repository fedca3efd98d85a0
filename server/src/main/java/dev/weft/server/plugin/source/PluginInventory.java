package dev.weft.server.plugin.source;

import dev.weft.server.plugin.CopiedJar;
import dev.weft.server.plugin.FaultText;
import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.PluginDescriptor;
import dev.weft.server.plugin.PluginRejectedException;
import dev.weft.server.plugin.PluginReport;
import dev.weft.server.plugin.inspect.PluginInspector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the plugin folders, each file checked when it has changed and held still. No plugin's code runs here. Used
 * by one thread at a time; the catalogue is for all.
 *
 * <p>A file that was good and has become bad keeps its last good descriptor, so that sessions served from it go on.
 */
public final class PluginInventory {

    /** Why 30 s? Whoever copies over a slow network pauses for seconds, not for half a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Why 1 s? A full disk, or a server out of descriptors, is often mended within seconds. */
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    /** Why 30 s? Each try copies the whole file, and may have to go on for hours. */
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    /** Why 2 s? Some tools remove the old file before they write the new one. */
    private static final Duration GONE = Duration.ofSeconds(2);

    private static final String INCOMPLETE = "it is not complete yet";

    private static final String TRIED_AGAIN = "; it will be retried";

    private final PluginFolder folder;
    private final Map<Path, Item> items = new HashMap<>();

    /** The files of the last look, in order, and behind them those that have just gone. */
    private final Set<Path> order = new LinkedHashSet<>();

    /** Whose each id is; whoever has it keeps it while its file is there. */
    private final Map<String, Path> owners = new HashMap<>();

    private List<PluginReport> problems = List.of();

    /** Whether something has changed that the catalogue does not say yet: a look may end in the midst, without memory. */
    private boolean unsaid;

    /** Whether a file that is not complete is waited for: not at the first look. */
    private boolean isPatient;

    private volatile Catalogue catalogue = new Catalogue(List.of(), List.of());

    /**
     * All that was found, with each id given to one handler.
     *
     * @param plugins JARs with at least one handler, in order
     * @param reports one for each handler, each broken provider and each JAR that is none, in order
     */
    public record Catalogue(List<PluginDescriptor> plugins, List<PluginReport> reports) {}

    /** What a check of a file depends on: itself, and the list of contents that are trusted. */
    private record Seen(FileFingerprint jar, FileFingerprint allowList) {
        static Seen of(Path jar) {
            return new Seen(FileFingerprint.of(jar), FileFingerprint.of(jar.resolveSibling(AllowList.FILE)));
        }
    }

    /** What is known of one file. */
    private static final class Item {
        private Seen seen;
        private long seenSince;
        private @Nullable Seen checked;
        private @Nullable PluginDescriptor good;
        private HandlerState state = HandlerState.PENDING;
        private String problem = "";
        private long goneSince;
        private long triedAt;

        /** How long after that a fault which may pass is worth another try; zero if there is none. */
        private Duration retryAfter = Duration.ZERO;

        Item(Seen seen, long now) {
            this.seen = seen;
            this.seenSince = now;
        }
    }

    /** An inventory that has not looked yet. */
    public PluginInventory(PluginFolder folder) {
        this.folder = folder;
    }

    /** Checks every file at once, without waiting for any to hold still. */
    public static Catalogue lookOnce(PluginFolder folder) {
        PluginInventory inventory = new PluginInventory(folder);
        inventory.begin(0);
        return inventory.catalogue();
    }

    /**
     * The first look: a server that starts takes the files as they are.
     *
     * @param now in nanoseconds, of the clock that later looks are given too
     */
    public void begin(long now) {
        PluginFolder.Scan scan = folder.scan();
        problems = scan.problems();
        for (Path jar : scan.jars()) {
            Item item = new Item(Seen.of(jar), now);
            items.put(jar, item);
            check(jar, item, now);
        }
        isPatient = true;
        order.addAll(scan.jars());
        catalogue = catalogueNow();
    }

    /** What the last look found. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** Whether some file has changed and is not checked yet, so that it is worth looking again soon. */
    public boolean isUnsettled() {
        return items.values().stream().anyMatch(item -> item.goneSince != 0 || !item.seen.equals(item.checked));
    }

    /**
     * Looks again.
     *
     * @param now in nanoseconds, of any clock
     * @return whether there is something new
     */
    public boolean look(long now) {
        PluginFolder.Scan scan = folder.scan();
        boolean changed = !problems.equals(scan.problems());
        problems = scan.problems();
        unsaid |= changed;
        for (Path jar : scan.jars()) {
            unsaid |= look(jar, now);
        }
        unsaid |= forgetTheGone(scan, now);
        if (unsaid) {
            order.clear();
            order.addAll(scan.jars());
            order.addAll(items.keySet());
            catalogue = catalogueNow();
            unsaid = false;
            return true;
        }
        return false;
    }

    private boolean look(Path jar, long now) {
        Seen seen = Seen.of(jar);
        Item item = items.get(jar);
        if (item == null) {
            items.put(jar, new Item(seen, now));
            return false;
        }
        item.goneSince = 0;
        if (!item.seen.equals(seen)) {
            item.seen = seen;
            item.seenSince = now;
            item.retryAfter = Duration.ZERO;
            return false;
        }
        boolean isChecked = seen.equals(item.checked) && !isDueAgain(item, now);
        return !isChecked && check(jar, item, now);
    }

    private boolean isDueAgain(Item item, long now) {
        if (item.retryAfter.isZero()) {
            return item.state == HandlerState.PENDING && isPatienceOver(item, now);
        }
        return now - item.triedAt >= item.retryAfter.toNanos();
    }

    private boolean isPatienceOver(Item item, long now) {
        return !isPatient || now - item.seenSince >= PATIENCE.toNanos();
    }

    private boolean forgetTheGone(PluginFolder.Scan scan, long now) {
        Set<Path> present = new HashSet<>(scan.jars());
        boolean changed = false;
        for (Iterator<Map.Entry<Path, Item>> left = items.entrySet().iterator(); left.hasNext(); ) {
            Map.Entry<Path, Item> entry = left.next();
            Item item = entry.getValue();
            if (present.contains(entry.getKey())
                    || scan.unreadable().contains(entry.getKey().getParent())) {
                continue;
            }
            if (item.goneSince == 0) {
                item.goneSince = now;
            } else if (now - item.goneSince >= GONE.toNanos()) {
                left.remove();
                changed = true;
            }
        }
        return changed;
    }

    /** Checks a file that holds still; whether that says something new. */
    private boolean check(Path jar, Item item, long now) {
        Duration waited = item.retryAfter;
        item.retryAfter = Duration.ZERO;
        item.triedAt = now;
        if (item.seen.jar().size() == 0 && !isPatienceOver(item, now)) {
            return settle(item, HandlerState.PENDING, INCOMPLETE);
        }
        try {
            CopiedJar copied = folder.copyUntrusted(jar);
            if (!Seen.of(jar).equals(item.seen)) {
                // It changed while it was copied: it will be seen again.
                copied.delete();
                return false;
            }
            return check(copied, item, now);
        } catch (PluginRejectedException e) {
            if (!e.mayPass()) {
                return settle(item, HandlerState.REJECTED, e.reason());
            }
            item.retryAfter = longer(waited);
            return settle(item, HandlerState.PENDING, e.reason() + TRIED_AGAIN);
        } catch (RuntimeException | StackOverflowError e) {
            // A class file can be wrong in ways that nobody has thought of; it must not keep the others waiting.
            return settle(item, HandlerState.REJECTED, "it cannot be checked: " + FaultText.of(e));
        }
    }

    private static Duration longer(Duration waited) {
        Duration next = waited.isZero() ? FIRST_RETRY : waited.multipliedBy(2);
        return next.compareTo(LONGEST_RETRY) < 0 ? next : LONGEST_RETRY;
    }

    private boolean check(CopiedJar copied, Item item, long now) throws PluginRejectedException {
        try {
            folder.checkTrust(copied);
            PluginDescriptor before = item.good;
            if (before != null && before.jar().sha256().equals(copied.sha256())) {
                // It was touched, or a bad copy was replaced by what was there before.
                copied.delete();
                return settle(item, HandlerState.VERIFIED, "");
            }
            item.good = PluginInspector.list(copied, folder.limits());
        } catch (PluginRejectedException | RuntimeException e) {
            // Asked only now, so that a sound JAR is not opened for it.
            boolean isAwaited = !isPatienceOver(item, now) && isIncomplete(copied.copy());
            copied.delete();
            if (isAwaited) {
                return settle(item, HandlerState.PENDING, INCOMPLETE);
            }
            throw e;
        } catch (Error e) {
            copied.delete();
            throw e;
        }
        settle(item, HandlerState.VERIFIED, "");
        return true;
    }

    private static boolean settle(Item item, HandlerState state, String problem) {
        boolean isNew = item.state != state || !item.problem.equals(problem);
        item.checked = item.seen;
        item.state = state;
        item.problem = problem;
        return isNew;
    }

    /** A JAR's index is at its end, and written last. */
    private static boolean isIncomplete(Path copy) {
        try {
            new JarFile(copy.toFile()).close();
            return false;
        } catch (ZipException e) {
            return true;
        } catch (IOException | IllegalArgumentException | SecurityException e) {
            return false;
        }
    }

    private Catalogue catalogueNow() {
        owners.entrySet().removeIf(owner -> !offers(owner.getValue(), owner.getKey()));
        List<PluginDescriptor> plugins = new ArrayList<>();
        List<PluginReport> reports = new ArrayList<>(problems);
        for (Path jar : order) {
            Item item = Objects.requireNonNull(items.get(jar));
            PluginDescriptor good = item.good;
            if (good != null) {
                plugins.add(good.withHandlers(owned(good, reports)));
                good.problems().forEach(problem -> reports.add(good.rejected(problem)));
            }
            if (!item.problem.isEmpty()) {
                reports.add(PluginReport.rejected(jar, item.problem).in(item.state, item.problem));
            }
        }
        return new Catalogue(plugins, reports);
    }

    private boolean offers(Path jar, String id) {
        Item item = items.get(jar);
        return item != null
                && item.good != null
                && item.good.handlers().stream()
                        .anyMatch(handler -> handler.id().equals(id));
    }

    private List<HandlerDescriptor> owned(PluginDescriptor plugin, List<PluginReport> reports) {
        Path jar = plugin.jar().original();
        List<HandlerDescriptor> kept = new ArrayList<>();
        Set<String> inThisJar = new HashSet<>();
        for (HandlerDescriptor handler : plugin.handlers()) {
            // The later one loses, by file name: a time stamp would make it a matter of chance.
            Path owner = Objects.requireNonNullElse(owners.putIfAbsent(handler.id(), jar), jar);
            if (owner.equals(jar) && inThisJar.add(handler.id())) {
                kept.add(handler);
                reports.add(plugin.report(handler));
            } else {
                reports.add(plugin.report(handler)
                        .in(
                                HandlerState.REJECTED,
                                "the id '" + handler.id() + "' of " + jar + " is taken by " + owner));
            }
        }
        return kept;
    }
}
