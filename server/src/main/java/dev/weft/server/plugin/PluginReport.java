package dev.weft.server.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of one handler, or of one JAR that gave none; for {@code plugins list} and for start-up.
 *
 * @param jar the file in the plugins folder
 * @param id the handler's id, or empty if the JAR was rejected before it was known
 * @param description the handler's one line about itself, or empty
 * @param subprotocols the handler's, best first
 * @param version {@code Implementation-Version} of the manifest, or empty
 * @param state what became of it
 * @param reason one plain line, empty unless it is REJECTED or FAILED
 * @param warnings plain lines about a JAR that was accepted all the same
 */
public record PluginReport(
        Path jar,
        String id,
        String description,
        List<String> subprotocols,
        String version,
        HandlerState state,
        String reason,
        List<String> warnings) {

    /** Copies the lists. */
    public PluginReport {
        subprotocols = List.copyOf(subprotocols);
        warnings = List.copyOf(warnings);
    }

    /** A JAR, or a provider in it, that is no handler. */
    static PluginReport rejected(Path jar, String reason) {
        return new PluginReport(jar, "", "", List.of(), "", HandlerState.REJECTED, reason, List.of());
    }

    PluginReport in(HandlerState newState, String newReason) {
        return new PluginReport(jar, id, description, subprotocols, version, newState, newReason, warnings);
    }
}
