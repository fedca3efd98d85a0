package dev.weft.server.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a scan found, checked, with each id given to one handler.
 *
 * @param plugins JARs with at least one handler, in order
 * @param reports one for each handler, each broken provider and each rejected JAR, in order
 */
record Listings(List<PluginListing> plugins, List<PluginReport> reports) {

    /** Copies and checks what lies in the folder. No plugin's code runs. */
    static Listings of(PluginFolder folder) {
        PluginFolder.Scan scan = folder.scan();
        Builder builder = new Builder();
        builder.reports.addAll(scan.problems());
        for (Path jar : scan.jars()) {
            try {
                builder.add(list(folder.copy(jar), folder.limits()));
            } catch (BadPlugin e) {
                builder.reports.add(PluginReport.rejected(jar, e.reason()));
            }
        }
        return new Listings(builder.plugins, builder.reports);
    }

    private static PluginListing list(CopiedJar jar, JarLimits limits) throws BadPlugin {
        try {
            return PluginLister.list(jar, limits);
        } catch (BadPlugin e) {
            jar.delete();
            throw e;
        }
    }

    private static final class Builder {

        private final List<PluginListing> plugins = new ArrayList<>();
        private final List<PluginReport> reports = new ArrayList<>();
        private final Map<String, Path> owners = new HashMap<>();

        void add(PluginListing plugin) {
            List<HandlerListing> kept = new ArrayList<>();
            for (HandlerListing handler : plugin.handlers()) {
                // The later one loses, by file name: a time stamp would make it a matter of chance.
                Path owner = owners.putIfAbsent(handler.id(), plugin.jar().original());
                if (owner == null) {
                    kept.add(handler);
                    reports.add(plugin.report(handler));
                } else {
                    reports.add(plugin.report(handler).in(State.REJECTED, duplicate(handler, owner, plugin)));
                }
            }
            plugin.problems().forEach(problem -> reports.add(plugin.rejected(problem)));
            plugins.add(plugin.withHandlers(kept));
        }

        private static String duplicate(HandlerListing handler, Path owner, PluginListing plugin) {
            return "the id '" + handler.id() + "' of " + plugin.jar().original() + " is taken by " + owner;
        }
    }
}
