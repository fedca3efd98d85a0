package dev.weft.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures every server under every load, round after round, each time in a fresh process. */
final class Rounds {

    /** Why 90 s on top of the measurement? Opening, draining, closing and a JVM start, each with its own shorter limit. */
    private static final Duration MARGIN = Duration.ofSeconds(90);

    /** Why 4? So much more time the load generator gives a slow server to reach the number of messages of its warm-up. */
    private static final int WARM_UP_STRETCH = 4;

    /** Why 0.15 cores? This program and the kernel's own threads stay below it, a compiler or a test run does not. */
    private static final double NOISY_CORES = 0.15;

    /** Why 10 %? A server that is still being compiled gets faster by more between the two halves of its window. */
    private static final double STEADY = 0.10;

    private final Launcher launcher;
    private final Plan plan;
    private final PrintStream out;
    private final RoundsReport report;
    private final List<String> failures = new ArrayList<>();
    private final Map<Server, String> conditions = new EnumMap<>(Server.class);

    private int measured;
    private int noisy;
    private int unsteady;

    Rounds(Launcher launcher, Plan plan, PrintStream out) {
        this.launcher = launcher;
        this.plan = plan;
        this.out = out;
        report = new RoundsReport(launcher.placement(), plan.servers(), plan.loads());
    }

    /** Runs everything and prints the tables; true if nothing failed. */
    boolean run() throws IOException, InterruptedException {
        boolean clean = true;
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Load load : plan.loads()) {
                for (Server server : plan.servers()) {
                    clean &= measure(server, load, round);
                }
            }
        }
        out.println();
        out.println(report.text());
        out.printf(
                "- %d measurements, of them noisy %d, not steady %d (see the lines above)%n",
                measured, noisy, unsteady);
        failures.forEach(out::println);
        conditions.forEach((server, arguments) -> out.println("- " + server.label() + ": " + arguments));
        return clean;
    }

    private boolean measure(Server server, Load load, int round) throws IOException, InterruptedException {
        String cell = "round " + round + ", " + server.label() + ", " + load.label();
        try (RunningServer running = launcher.start(server, load.serverArguments())) {
            Map<String, Double> result = measure(running, load);
            measured++;
            report.add(server, load, result);
            if (!conditions.containsKey(server)) {
                conditions.put(server, running.conditions());
            }
            out.println(describe(cell, load, result));
            return true;
        } catch (RunFailure | IOException e) {
            out.println(cell + ": FAILED: " + e.getMessage());
            failures.add("- " + cell + ": failed: " + e.getMessage());
            return false;
        }
    }

    private Map<String, Double> measure(RunningServer server, Load load)
            throws IOException, InterruptedException, RunFailure {
        List<String> arguments = new ArrayList<>(load.command(server.url(), plan.warmUp()));
        arguments.addAll(List.of("--seconds", Long.toString(plan.measured().toSeconds())));
        arguments.addAll(List.of("--server-pid", Long.toString(server.pid())));
        try (RunningGenerator generator = launcher.startGenerator(arguments)) {
            Duration limit = plan.warmUp()
                    .multipliedBy(WARM_UP_STRETCH)
                    .plus(plan.measured())
                    .plus(MARGIN);
            return generator.await("RESULT", limit);
        }
    }

    private String describe(String cell, Load load, Map<String, Double> result) {
        String text = String.format(
                Locale.ROOT,
                "%s: %s us CPU/message, %.0f messages/s, p50 %.0f us, p99 %.0f us, %.0f B each, server %.0f %% of a core",
                cell,
                Series.round(result.get("server_cpu_us")),
                result.get("per_second"),
                result.get("p50_us"),
                result.get("p99_us"),
                result.get("wire_bytes"),
                result.get("server_cores") * 100);
        if (load.isFanOut()) {
            text += String.format(
                    Locale.ROOT,
                    ", first %.0f us, last %.0f us",
                    result.get("first_p50_us"),
                    result.get("last_p50_us"));
        }
        double drift = result.get("server_cpu_us_second_half") / result.get("server_cpu_us_first_half") - 1;
        if (Math.abs(drift) > STEADY) {
            text += String.format(Locale.ROOT, " [not steady: second half %+.0f %%]", drift * 100);
            unsteady++;
        }
        if (result.get("other_cores") > NOISY_CORES) {
            text += String.format(Locale.ROOT, " [noisy: others used %.2f cores]", result.get("other_cores"));
            noisy++;
        }
        return text;
    }

    /**
     * What to measure.
     *
     * @param servers in the order in which they take turns
     * @param loads each in its own fresh process
     * @param rounds how often
     * @param warmUp before every measurement
     * @param measured the window
     */
    record Plan(List<Server> servers, List<Load> loads, int rounds, Duration warmUp, Duration measured) {

        /** Why these bounds? A run that would take days is a mistyped one. */
        Plan {
            if (rounds < 1 || rounds > 20) {
                throw new IllegalArgumentException("rounds must be 1 to 20, not " + rounds);
            }
            if (measured.toSeconds() < 1
                    || measured.toSeconds() > 120
                    || warmUp.isNegative()
                    || warmUp.toSeconds() > 120) {
                throw new IllegalArgumentException("seconds must be 1 to 120, and the warm-up 0 to 120");
            }
        }

        /** About how long it all takes; a start and a stop cost about two seconds. */
        Duration estimate() {
            return warmUp.plus(measured).plusSeconds(2).multipliedBy((long) servers.size() * loads.size() * rounds);
        }
    }
}
