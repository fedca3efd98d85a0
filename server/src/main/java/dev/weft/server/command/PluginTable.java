package dev.weft.server.command;

import dev.weft.server.log.Printable;
import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.PluginReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The handlers as a table, followed by the problems of the other JARs. */
final class PluginTable {

    private final List<PluginReport> reports;

    PluginTable(List<PluginReport> reports) {
        this.reports = List.copyOf(reports);
    }

    /** Whether there are any handlers. */
    boolean hasHandlers() {
        return reports.stream().anyMatch(PluginTable::isHandler);
    }

    /** Prints the handlers in full. */
    void print(PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ID", "VERSION", "STATE", "JAR", "DESCRIPTION"));
        reports.stream().filter(PluginTable::isHandler).map(PluginTable::row).forEach(rows::add);
        Columns.print(out, "", rows);
    }

    /** Prints the handlers to choose from. */
    void printChoice(PrintWriter out) {
        Columns.print(
                out,
                "  ",
                reports.stream()
                        .filter(PluginTable::isHandler)
                        .map(handler -> List.of(handler.id(), Printable.of(handler.description())))
                        .toList());
    }

    /** Prints a line for each JAR that is not a plugin, each handler that failed, and each warning. */
    void printProblems(PrintWriter out) {
        for (PluginReport report : reports) {
            if (!report.reason().isEmpty()) {
                out.println(word(report.state()) + ": " + subject(report) + ": " + Printable.of(report.reason()));
            }
            report.warnings()
                    .forEach(warning -> out.println("warning: " + subject(report) + ": " + Printable.of(warning)));
        }
    }

    private static boolean isHandler(PluginReport report) {
        return report.state() != HandlerState.REJECTED;
    }

    private static List<String> row(PluginReport handler) {
        return List.of(
                handler.id(),
                handler.version().isEmpty() ? "-" : Printable.of(handler.version()),
                word(handler.state()),
                Printable.of(ShownPath.of(handler.jar())),
                Printable.of(handler.description()));
    }

    private static String subject(PluginReport report) {
        String jar = Printable.of(ShownPath.of(report.jar()));
        return report.id().isEmpty() ? jar : jar + " (" + Printable.of(report.id()) + ")";
    }

    private static String word(HandlerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
