package dev.weft.server.command;

import dev.weft.server.plugin.PluginReport;
import dev.weft.server.web.Json;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The reports of a listing for programs; {@code plugins list --help} promises the names. */
final class PluginsJson {

    private PluginsJson() {}

    /** An array, an object a line. */
    static String of(List<PluginReport> reports) {
        return reports.stream().map(PluginsJson::object).collect(Collectors.joining(",\n ", "[", "]"));
    }

    private static String object(PluginReport report) {
        return "{\"jar\":" + Json.string(report.jar().toAbsolutePath().toString())
                + ",\"id\":" + Json.string(report.id())
                + ",\"description\":" + Json.string(report.description())
                + ",\"version\":" + Json.string(report.version())
                + ",\"state\":" + Json.string(report.state().name().toLowerCase(Locale.ROOT))
                + ",\"reason\":" + Json.string(report.reason())
                + ",\"warnings\":" + Json.strings(report.warnings())
                + ",\"subprotocols\":" + Json.strings(report.subprotocols())
                + "}";
    }
}
