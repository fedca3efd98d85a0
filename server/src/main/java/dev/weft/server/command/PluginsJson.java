package dev.weft.server.command;

import dev.weft.server.plugin.PluginReport;
import dev.weft.server.web.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The reports of a listing as JSON; {@code plugins list --help} promises the names. */
final class PluginsJson {

    private PluginsJson() {}

    /** An array with one object per line. */
    static String of(List<PluginReport> reports) {
        return reports.stream().map(PluginsJson::object).collect(Collectors.joining(",\n ", "[", "]"));
    }

    private static String object(PluginReport report) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("jar", report.jar().toAbsolutePath());
        object.put("id", report.id());
        object.put("description", report.description());
        object.put("version", report.version());
        object.put("state", report.state().name().toLowerCase(Locale.ROOT));
        object.put("reason", report.reason());
        object.put("warnings", report.warnings());
        object.put("subprotocols", report.subprotocols());
        return Json.of(object);
    }
}
