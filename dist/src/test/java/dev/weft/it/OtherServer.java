package dev.weft.it;

import dev.weft.it.wire.Fault;
import dev.weft.it.wire.FaultTable;
import dev.weft.it.wire.Player;
import dev.weft.it.wire.Player.Outcome;
import dev.weft.it.wire.Splits;
import dev.weft.it.wire.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that faults are played to until it answers nobody any more; then it is started again, and what it was that ended
 * it is found out.
 */
final class OtherServer implements AutoCloseable {

    /** Why 1 s? A server that waits for more is met by many lines; a loopback answer takes no tenth of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Why 16? Most of the time is spent in waiting through silences. */
    private static final int LANES = 16;

    /** Why 40? What is played again, one by one, when one of them has ended the server. */
    private static final int CHUNK = 40;

    private static final String PORT = "LISTENING ";

    private final List<String> command;
    private final Fault greeting;
    private Process process;
    private int port;

    /** Starts a server by a command that prints {@code LISTENING} and its port. */
    OtherServer(List<String> command) throws IOException {
        this.command = command;
        this.greeting = FaultTable.all().stream()
                .filter(fault -> fault.row() == 102)
                .filter(fault -> fault.name().equals("letters of all lengths"))
                .findFirst()
                .orElseThrow();
        this.process = start();
    }

    /** The command of a server of {@code benchmarks/}. */
    static List<String> command(Path benchmarks, String main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                benchmarks.resolve("weft-benchmarks.jar") + ":" + benchmarks.resolve("lib") + "/*",
                "dev.weft.benchmarks.peer." + main,
                "--until-input-ends");
    }

    /** Plays faults as they are, to a server that is known to be well before each of them. */
    List<Outcome> play(List<Fault> faults) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        for (int from = 0; from < faults.size(); from += CHUNK) {
            List<Fault> chunk = faults.subList(from, Math.min(faults.size(), from + CHUNK));
            List<Outcome> played = player().play(chunk, Splits.NONE);
            outcomes.addAll(isWell() ? played : playOneByOne(chunk));
        }
        return outcomes;
    }

    private List<Outcome> playOneByOne(List<Fault> faults) throws Exception {
        restart();
        List<Outcome> outcomes = new ArrayList<>();
        for (Fault fault : faults) {
            List<Outcome> played = player().play(List.of(fault), Splits.NONE);
            if (isWell()) {
                outcomes.addAll(played);
            } else {
                outcomes.add(new Outcome(fault, "whole", Verdict.WRONG, "the server answers nobody any more"));
                restart();
            }
        }
        return outcomes;
    }

    /** Whether it still does for others what it is there for. */
    private boolean isWell() throws Exception {
        return player().play(List.of(greeting), Splits.NONE).stream()
                .noneMatch(outcome -> outcome.came().contains("instead of a WebSocket"));
    }

    private Player player() {
        return new Player(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE, LANES, 1);
    }

    private void restart() throws IOException {
        close();
        process = start();
    }

    private Process start() throws IOException {
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // Not closed: the process ends with its standard input, and may not fail to write.
        BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.startsWith(PORT)) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("does not start: " + command);
        }
        port = Integer.parseInt(line.substring(PORT.length()));
        return started;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
