package dev.weft.server.plugin.deploy;

import dev.weft.server.config.ServerConfig;
import dev.weft.server.plugin.CopiedJar;
import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.server.plugin.HandlerId;
import dev.weft.server.plugin.PluginDescriptor;
import dev.weft.server.plugin.PluginRejectedException;
import dev.weft.server.plugin.PluginReport;
import dev.weft.server.plugin.source.PluginFolder;
import dev.weft.server.plugin.source.PluginInventory;
import dev.weft.server.plugin.unload.UnloadMonitor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what runs agree with the inventory: starts what is new, swaps it in, retires what it replaces. One thread
 * at a time applies; anybody may ask.
 */
final class Deployer {

    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

    private final PluginFolder folder;
    private final HandlerContextFactory contexts;
    private final ReplacementPolicy policy;
    private final Retirements retirements;
    private final boolean takesAll;

    /** Copied before it is changed, so that anybody may read it. By who applies alone. */
    private volatile Map<String, HandlerSlot> slots = new LinkedHashMap<>();

    private final UnloadMonitor unloadMonitor = new UnloadMonitor();

    /** For each JAR that was deployed, what it was deployed as, whether that went well or not. By who applies alone. */
    private final Map<Path, String> tried = new HashMap<>();

    /** All handlers' settings, as they were last seen, and as they were last applied. By who applies alone. */
    private String settingsSeen = "";

    private String settingsApplied = "";

    /** JARs that could not be deployed for now, with the reason. By who applies alone. */
    private Map<Path, String> putOff = Map.of();

    /** The last try of a handler that did not start, while the generation before goes on. */
    private final Map<String, PluginReport> failedTries = new ConcurrentHashMap<>();

    /** Those of which something still runs: few, and changed rarely. */
    private final List<Deployment> live = new CopyOnWriteArrayList<>();

    Deployer(PluginFolder folder, List<String> chosenIds, HandlerContextFactory contexts, ReplacementPolicy policy) {
        this.folder = folder;
        this.contexts = contexts;
        this.policy = policy;
        this.retirements = new Retirements(policy);
        this.takesAll = chosenIds.contains(ServerConfig.EVERY_HANDLER);
        chosenIds.stream()
                .filter(id -> !id.equals(ServerConfig.EVERY_HANDLER))
                .forEach(id -> slots.put(id, new HandlerSlot(policy.onReplace())));
    }

    /** From now on there are sessions. */
    void serve(GenerationSessions sessions) {
        retirements.serve(sessions);
    }

    Set<String> chosenIds() {
        return Collections.unmodifiableSet(slots.keySet());
    }

    /** Whether handlers that come later are chosen too. */
    boolean takesAll() {
        return takesAll;
    }

    Optional<Generation> find(String id) {
        return Optional.ofNullable(slots.get(id)).map(HandlerSlot::current);
    }

    /** The handler that answers on any path, if it was found. */
    Optional<Generation> first() {
        return slots.values().stream().findFirst().map(HandlerSlot::current);
    }

    Optional<PluginReport> failedTry(String id) {
        return Optional.ofNullable(failedTries.get(id));
    }

    UnloadMonitor unloadMonitor() {
        return unloadMonitor;
    }

    /** Whether the settings of some handler have changed, and held still since they were last asked for. */
    boolean settingsChanged() {
        String now = settingsVersions();
        boolean isStill = now.equals(settingsSeen);
        settingsSeen = now;
        return isStill && !now.equals(settingsApplied);
    }

    /** Whether settings have changed that are not applied yet, so that it is worth looking again soon. */
    boolean isUnsettled() {
        return !settingsSeen.equals(settingsApplied);
    }

    /**
     * Starts and ends whatever that takes; returns when everything new has started or failed.
     *
     * @return false if something could not be done for now, such as copying a JAR to a full disk: apply it again later
     */
    boolean apply(PluginInventory.Catalogue catalogue) {
        Map<Path, String> before = putOff;
        putOff = new HashMap<>();
        chooseAll(catalogue);
        settingsApplied = settingsVersions();
        settingsSeen = settingsApplied;
        List<Deployment> begun = new ArrayList<>();
        Set<Path> wantedJars = new HashSet<>();
        Set<String> offered = new HashSet<>();
        for (PluginDescriptor plugin : catalogue.plugins()) {
            PluginDescriptor wanted = plugin.withHandlers(plugin.handlers().stream()
                    .filter(handler -> slots.containsKey(handler.id()))
                    .toList());
            if (wanted.handlers().isEmpty()) {
                plugin.jar().delete();
                continue;
            }
            wantedJars.add(plugin.jar().original());
            wanted.handlers().forEach(handler -> offered.add(handler.id()));
            Deployment deployment = beginIfNew(wanted, before);
            if (deployment != null) {
                begun.add(deployment);
            }
        }
        tried.keySet().retainAll(wantedJars);
        begun.forEach(this::finish);
        slots.forEach((id, slot) -> removeIfGone(slot, offered.contains(id)));
        return putOff.isEmpty();
    }

    private void chooseAll(PluginInventory.Catalogue catalogue) {
        if (!takesAll) {
            return;
        }
        Map<String, HandlerSlot> more = new LinkedHashMap<>(slots);
        for (PluginDescriptor plugin : catalogue.plugins()) {
            plugin.handlers()
                    .forEach(handler -> more.computeIfAbsent(handler.id(), id -> new HandlerSlot(policy.onReplace())));
        }
        slots = more;
    }

    /** Stops everything that runs. Nothing may be applied any more. */
    void stop() {
        // Those on their way out no longer wait for anybody, and are stopped by who retires them.
        retirements.finish();
        live.forEach(Deployment::beginStop);
        live.forEach(Deployment::awaitStop);
        live.forEach(this::forgetIfOver);
    }

    private @Nullable Deployment beginIfNew(PluginDescriptor wanted, Map<Path, String> putOffBefore) {
        Path jar = wanted.jar().original();
        String version = version(wanted);
        if (version.equals(tried.put(jar, version)) || isServing(wanted, version)) {
            return null;
        }
        try {
            Deployment deployment =
                    Deployment.begin(withFreshCopy(wanted), version, this::slot, contexts, policy.callLimit());
            unloadMonitor.begun(deployment.classes());
            live.add(deployment);
            return deployment;
        } catch (PluginRejectedException e) {
            tried.remove(jar);
            putOff.put(jar, e.reason());
            if (!e.reason().equals(putOffBefore.get(jar))) {
                LOG.warn("% {} cannot be deployed for now: {}; it will be retried", jar, e.reason());
            }
            return null;
        } catch (RuntimeException | Error e) {
            tried.remove(jar);
            throw e;
        }
    }

    /** Whether just this runs already, as when a file that did not start was replaced by the one before. */
    private boolean isServing(PluginDescriptor wanted, String version) {
        boolean serves = wanted.handlers().stream().allMatch(handler -> {
            Generation current = slot(handler.id()).current();
            return current != null
                    && current.isActive()
                    && deploymentOf(current).map(Deployment::version).equals(Optional.of(version));
        });
        if (serves && live.stream().noneMatch(each -> each.holds(wanted.jar()))) {
            wanted.jar().delete();
        }
        return serves;
    }

    private HandlerSlot slot(String id) {
        return Objects.requireNonNull(slots.get(id));
    }

    private Optional<Deployment> deploymentOf(Generation generation) {
        return live.stream()
                .filter(each -> each.generations().contains(generation))
                .findFirst();
    }

    private String settingsVersions() {
        return slots.keySet().stream()
                .filter(HandlerId::isLegal)
                .map(contexts::settingsVersion)
                .collect(Collectors.joining(" "));
    }

    /** What a deployment is made of: when it differs, the handlers have to be started anew. */
    private String version(PluginDescriptor wanted) {
        StringBuilder version = new StringBuilder(wanted.jar().sha256());
        for (HandlerDescriptor handler : wanted.handlers()) {
            version.append(' ').append(handler.id()).append('=').append(contexts.settingsVersion(handler.id()));
        }
        return version.toString();
    }

    /** The copy that was checked, or another one of the same content if that has served already. */
    private PluginDescriptor withFreshCopy(PluginDescriptor wanted) throws PluginRejectedException {
        CopiedJar checked = wanted.jar();
        boolean isUsed = live.stream().anyMatch(each -> each.holds(checked)) || !checked.exists();
        if (!isUsed) {
            return wanted;
        }
        CopiedJar copy = folder.copy(checked.original());
        if (!copy.sha256().equals(checked.sha256())) {
            copy.delete();
            throw new PluginRejectedException("the file is no longer the one that was checked");
        }
        return wanted.withJar(copy);
    }

    private void finish(Deployment deployment) {
        deployment.awaitStart();
        for (Generation generation : deployment.generations()) {
            takeItsPlace(generation);
        }
        forgetIfOver(deployment);
    }

    private void takeItsPlace(Generation fresh) {
        HandlerSlot slot = slot(fresh.id());
        Generation before = slot.current();
        if (!fresh.isActive()) {
            if (before == null) {
                slot.put(fresh);
            } else {
                failedTries.put(fresh.id(), fresh.report());
            }
            tell(() -> LOG.error(
                    "% {} of {} has FAILED{}: {}",
                    fresh, fresh.jar(), before == null ? "" : ", " + before + " goes on", fresh.reason()));
            return;
        }
        failedTries.remove(fresh.id());
        slot.put(fresh);
        if (before == null) {
            tell(() -> LOG.info("% {} of {} is now serving", fresh, fresh.jar()));
            return;
        }
        tell(() -> LOG.info("% {} of {} has replaced {}", fresh, fresh.jar(), before));
        retire(before);
        retirements.offer(fresh);
    }

    /** While the server starts, its report says it all. */
    private void tell(Runnable line) {
        if (retirements.isServing()) {
            line.run();
        }
    }

    private void removeIfGone(HandlerSlot slot, boolean offered) {
        Generation current = slot.current();
        if (!offered && current != null && !current.isRetired()) {
            LOG.warn("% {} is gone: {} drains, and new clients get 503", current.jar(), current);
            retire(current);
        }
    }

    /** Brings a generation to its end, unless that is under way or it never began. */
    private void retire(Generation generation) {
        if (!generation.retire()) {
            return;
        }
        deploymentOf(generation)
                .ifPresent(deployment -> retirements.begin(generation, () -> {
                    deployment.stop(generation);
                    forgetIfOver(deployment);
                }));
    }

    /** Begins the retirements for which there was no thread when they were due. */
    void beginRetirements() {
        retirements.beginDue();
    }

    private void forgetIfOver(Deployment deployment) {
        if (deployment.isOver()) {
            live.remove(deployment);
            unloadMonitor.ended(deployment.classes(), System.nanoTime());
        }
    }
}
