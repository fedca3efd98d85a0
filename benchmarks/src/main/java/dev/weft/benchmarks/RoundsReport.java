package dev.weft.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** The tables of a comparison: medians over the rounds. */
final class RoundsReport {

    private final Placement placement;
    private final List<Server> servers;
    private final List<Load> loads;
    private final Map<String, Series> series = new HashMap<>();

    RoundsReport(Placement placement, List<Server> servers, List<Load> loads) {
        this.placement = placement;
        this.servers = servers;
        this.loads = loads;
    }

    void add(Server server, Load load, Map<String, Double> result) {
        result.forEach((field, value) -> series(server, load, field).add(value));
    }

    String text() {
        String text = costs();
        List<Load> fanOuts = loads.stream().filter(Load::isFanOut).toList();
        if (!fanOuts.isEmpty()) {
            text += """

                    Time from publishing to the first subscriber / to the last, p50; to the last, p99, in us (medians); %s

                    %s
                    """.formatted(placement.label(), table(fanOuts, this::spread));
        }
        return text;
    }

    private String costs() {
        Server base = servers.contains(Server.WEFT) ? Server.WEFT : servers.getFirst();
        return """
                Server CPU time per message (in a fan-out, per delivery) in us: median (smallest-largest), ratio to %s; %s

                %s

                Messages per second; p50 / p99 latency in us, as the client saw it (medians); %s

                %s
                """.formatted(
                        base.label(),
                        placement.label(),
                        table(loads, (server, load) -> cpu(server, load, base)),
                        placement.label(),
                        table(loads, this::throughput));
    }

    private String table(List<Load> columns, BiFunction<Server, Load, String> cell) {
        List<String> header = new ArrayList<>(List.of("server"));
        columns.forEach(load -> header.add(load.label()));
        MarkdownTable table = new MarkdownTable(header);
        for (Server server : servers) {
            List<String> row = new ArrayList<>(List.of(server.label()));
            columns.forEach(load -> row.add(cell.apply(server, load)));
            table.row(row);
        }
        return table.toString();
    }

    private String cpu(Server server, Load load, Server base) {
        Series cpu = series(server, load, "server_cpu_us");
        double ratio = cpu.median() / series(base, load, "server_cpu_us").median();
        String compared = server == base || Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, ", %.2fx", ratio);
        return cpu.describe() + compared;
    }

    private String throughput(Server server, Load load) {
        Series perSecond = series(server, load, "per_second");
        if (perSecond.isEmpty()) {
            return "-";
        }
        double p50 = series(server, load, "p50_us").median();
        double p99 = series(server, load, "p99_us").median();
        return String.format(Locale.ROOT, "%,.0f; %,.0f / %,.0f", perSecond.median(), p50, p99);
    }

    private String spread(Server server, Load load) {
        Series first = series(server, load, "first_p50_us");
        if (first.isEmpty()) {
            return "-";
        }
        double last = series(server, load, "last_p50_us").median();
        double worst = series(server, load, "last_p99_us").median();
        return String.format(Locale.ROOT, "%,.0f / %,.0f; %,.0f", first.median(), last, worst);
    }

    private Series series(Server server, Load load, String field) {
        return series.computeIfAbsent(server + "/" + load + "/" + field, key -> new Series());
    }
}
