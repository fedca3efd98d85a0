package dev.weft.server.plugin;

import java.util.List;

/**
 * What a listing knows about a JAR with at least one sound handler.
 *
 * @param jar its private copy
 * @param version of the manifest, or empty
 * @param handlers the sound ones, in the order of the service file
 * @param problems one line for each line of the service file that names no sound handler
 * @param warnings about the JAR as a whole
 * @param reachesOperator whether some class of it asks for the operator's terminal
 */
record PluginListing(
        CopiedJar jar,
        String version,
        List<HandlerListing> handlers,
        List<String> problems,
        List<String> warnings,
        boolean reachesOperator) {

    PluginListing {
        handlers = List.copyOf(handlers);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    PluginReport report(HandlerListing handler) {
        return new PluginReport(
                jar.original(),
                handler.id(),
                handler.description(),
                handler.subprotocols(),
                version,
                State.VERIFIED,
                "",
                warnings);
    }

    PluginReport rejected(String reason) {
        return new PluginReport(jar.original(), "", "", List.of(), version, State.REJECTED, reason, warnings);
    }

    PluginListing withJar(CopiedJar copy) {
        return new PluginListing(copy, version, handlers, problems, warnings, reachesOperator);
    }

    PluginListing withHandlers(List<HandlerListing> kept) {
        return new PluginListing(jar, version, kept, problems, warnings, reachesOperator);
    }
}
