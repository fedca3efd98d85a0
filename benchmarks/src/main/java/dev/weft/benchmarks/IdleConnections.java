package dev.weft.benchmarks;

import dev.weft.benchmarks.load.ProcessCpu;
import dev.weft.benchmarks.peer.Peer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures what an idle connection costs: live heap, other memory, and the CPU time of opening it. */
final class IdleConnections {

    /** Why 3 min? Ten thousand connections take seconds; a server that needs longer has failed. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /**
     * Why warm up first? Loaded classes, filled pools and compiled code must not be counted as connections, and a connection
     * that parks in interpreted code holds a larger stack than one that parks in compiled code.
     */
    private static final List<String> WARM_UP = List.of("--warm-up", "6", "--seconds", "0.1", "--connections", "100");

    private static final String WARM_UP_CONNECTIONS = "1000";

    private final Launcher launcher;
    private final List<Server> servers;
    private final int connections;
    private final PrintStream out;

    IdleConnections(Launcher launcher, List<Server> servers, int connections, PrintStream out) {
        this.launcher = launcher;
        this.servers = servers;
        this.connections = connections;
        this.out = out;
    }

    /** Runs everything and prints the table; true if nothing failed. */
    boolean run() throws IOException, InterruptedException {
        boolean clean = true;
        MarkdownTable table = new MarkdownTable(List.of(
                "server",
                "live heap per connection",
                "other memory per connection (Bun: all)",
                "connections per second",
                "server CPU per opening handshake"));
        for (Server server : servers) {
            try (RunningServer running = launcher.start(server, List.of(Peer.STOCK_LIMITS))) {
                table.row(measure(server, running));
            } catch (RunFailure | IOException e) {
                clean = false;
                table.row(List.of(server.label(), "failed: " + e.getMessage(), "-", "-", "-"));
            }
            out.println(server.label() + " done");
        }
        out.println();
        out.println(table);
        return clean;
    }

    private List<String> measure(Server server, RunningServer running)
            throws IOException, InterruptedException, RunFailure {
        warmUp(running);
        long heapBefore = heap(server, running);
        long residentBefore = running.residentMemory();
        double cpuBefore = ProcessCpu.ofProcess(running.pid());
        try (RunningGenerator generator = connect(running, Integer.toString(connections))) {
            Map<String, Double> connected = generator.await("CONNECTED", LIMIT);
            double cpu = ProcessCpu.ofProcess(running.pid()) - cpuBefore;
            generator.await("HOLDING", LIMIT);
            double heap = heap(server, running) - heapBefore;
            double resident = running.residentMemory() - residentBefore;
            generator.release(LIMIT);
            return List.of(
                    server.label(),
                    server.isJvm() ? kibibytes(heap / connections) : "-",
                    kibibytes(resident / connections),
                    String.format(Locale.ROOT, "%,.0f", connected.get("per_second")),
                    Series.round(cpu * 1e6 / connections) + " us");
        }
    }

    /** What is not a JVM has no heap that can be told from its other memory. */
    private static long heap(Server server, RunningServer running)
            throws IOException, InterruptedException, RunFailure {
        return server.isJvm() ? running.liveHeap() : 0;
    }

    private void warmUp(RunningServer running) throws IOException, InterruptedException, RunFailure {
        List<String> echo = new ArrayList<>(List.of("echo", running.url()));
        echo.addAll(WARM_UP);
        try (RunningGenerator generator = launcher.startGenerator(echo)) {
            generator.await("RESULT", LIMIT);
        }
        try (RunningGenerator generator = connect(running, WARM_UP_CONNECTIONS)) {
            generator.await("HOLDING", LIMIT);
            generator.release(LIMIT);
        }
    }

    private RunningGenerator connect(RunningServer running, String count) throws IOException {
        return launcher.startGenerator(List.of("connect", running.url(), "--connections", count));
    }

    private static String kibibytes(double bytes) {
        return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024);
    }
}
