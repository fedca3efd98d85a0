package dev.weft.benchmarks.load;

import dev.weft.benchmarks.load.LoadRun.Reading;
import dev.weft.benchmarks.load.LoadRun.Readings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of one run, printable as one line of {@code name=value} that a program can read. */
final class LoadResult {

    /** What the line begins with. */
    static final String PREFIX = "RESULT ";

    private final LoadWorker.Share outcome;
    private final Map<String, String> fields = new LinkedHashMap<>();

    private LoadResult(Readings readings, LoadWorker.Share outcome) {
        this.outcome = outcome;
        Reading start = readings.start();
        Reading end = readings.end();
        double seconds = (end.nanos() - start.nanos()) / 1e9;
        long messages = end.replies() - start.replies();
        put("messages", "%d", messages);
        put("seconds", "%.3f", seconds);
        put("per_second", "%.0f", messages / seconds);
        putPercentiles("", outcome.arrivals().each());
        put("wire_bytes", "%.0f", outcome.arrivals().bytesPerMessage());
        if (outcome.arrivals().last().total() > 0) {
            putPercentiles("first_", outcome.arrivals().first());
            putPercentiles("last_", outcome.arrivals().last());
        }
        put("errors", "%d", outcome.errors());
        put("unanswered", "%d", outcome.unanswered());
        put("server_cpu_us", "%.3f", serverMicros(start, end));
        put("server_cpu_us_first_half", "%.3f", serverMicros(start, readings.middle()));
        put("server_cpu_us_second_half", "%.3f", serverMicros(readings.middle(), end));
        put("server_cores", "%.2f", (end.serverCpu() - start.serverCpu()) / seconds);
        double own = end.ownCpu() - start.ownCpu();
        put("client_cpu_us", "%.3f", own * 1e6 / messages);
        double known = own + (Double.isNaN(end.serverCpu()) ? 0 : end.serverCpu() - start.serverCpu());
        put("other_cores", "%.2f", Math.max(0, end.machineCpu() - start.machineCpu() - known) / seconds);
    }

    static LoadResult of(Readings readings, LoadWorker.Share outcome) {
        return new LoadResult(readings, outcome);
    }

    /** True if every message was answered correctly. */
    boolean isClean() {
        return outcome.errors() == 0
                && outcome.unanswered() == 0
                && outcome.arrivals().each().total() > 0;
    }

    /** The result line, after a line about the first error if there was one. */
    String lines() {
        String error = outcome.firstError();
        if (error == null && outcome.unanswered() > 0) {
            error = outcome.unanswered() + " messages did not arrive";
        }
        return (error == null ? "" : "ERROR " + error + System.lineSeparator())
                + fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining(" ", PREFIX, ""));
    }

    private void putPercentiles(String prefix, LatencyHistogram latencies) {
        put(prefix + "p50_us", "%.1f", latencies.percentile(0.50) / 1e3);
        put(prefix + "p99_us", "%.1f", latencies.percentile(0.99) / 1e3);
    }

    private void put(String name, String format, Object value) {
        fields.put(name, String.format(Locale.ROOT, format, value));
    }

    private static double serverMicros(Reading from, Reading to) {
        return (to.serverCpu() - from.serverCpu()) * 1e6 / (to.replies() - from.replies());
    }
}
