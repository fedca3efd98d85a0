package dev.weft.server.plugin;

import java.util.List;

/**
 * What is known of a JAR with at least one sound handler.
 *
 * @param jar its private copy
 * @param version of the manifest, or empty
 * @param handlers the sound ones, in the order of the service file
 * @param problems one line for each line of the service file that names no sound handler
 * @param warnings about the JAR as a whole
 * @param reachesOperator whether some class of it asks for the operator's terminal
 */
record PluginDescriptor(
        CopiedJar jar,
        String version,
        List<HandlerDescriptor> handlers,
        List<String> problems,
        List<String> warnings,
        boolean reachesOperator) {

    PluginDescriptor {
        handlers = List.copyOf(handlers);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    PluginReport report(HandlerDescriptor handler) {
        return new PluginReport(
                jar.original(),
                handler.id(),
                handler.description(),
                handler.subprotocols(),
                version,
                HandlerState.VERIFIED,
                "",
                warnings);
    }

    PluginReport rejected(String reason) {
        return new PluginReport(jar.original(), "", "", List.of(), version, HandlerState.REJECTED, reason, warnings);
    }

    PluginDescriptor withJar(CopiedJar copy) {
        return new PluginDescriptor(copy, version, handlers, problems, warnings, reachesOperator);
    }

    PluginDescriptor withHandlers(List<HandlerDescriptor> kept) {
        return new PluginDescriptor(jar, version, kept, problems, warnings, reachesOperator);
    }
}
