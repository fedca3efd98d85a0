package dev.weft.benchmarks;

import dev.weft.benchmarks.load.LoadGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts servers and load generators, each on its core or all on any, on the JDK this program runs on. */
final class Launcher {

    private static final Pattern PORT = Pattern.compile("LISTENING (\\d+)|http://127\\.0\\.0\\.1:(\\d+)");

    /** Why 5 min? Weft's launcher may build it first; every other start takes a second or two. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    /** Why these? The generator's garbage is a few objects per second, and it must not be the one that runs out. */
    private static final List<String> GENERATOR_FLAGS = List.of("-XX:+UseSerialGC", "-Xms128m", "-Xmx512m");

    private static final String GENERATOR = "load generator";

    private final Children children;
    private final ServerCommands commands;
    private final Path logs;
    private final Placement placement;

    Launcher(Children children, ServerCommands commands, Path logs, Placement placement) throws IOException {
        this.children = children;
        this.commands = commands;
        this.placement = placement;
        this.logs = Files.createDirectories(logs);
        for (Server server : Server.values()) {
            Files.deleteIfExists(log(server.name()));
        }
        Files.deleteIfExists(log(GENERATOR));
    }

    Placement placement() {
        return placement;
    }

    /** Starts a server and waits until it listens. */
    RunningServer start(Server server, List<String> arguments) throws IOException, InterruptedException, RunFailure {
        List<String> command = commands.command(server, arguments);
        Process process = start(pinned(0, command), commands.environment(server));
        try {
            Output output = new Output(server.label(), process, log(server.name()));
            Matcher port = output.await(PORT, START_TIMEOUT);
            String number = port.group(1) == null ? port.group(2) : port.group(1);
            String url = "ws://127.0.0.1:" + number + ServerCommands.path(arguments);
            return new RunningServer(server, children, process, url);
        } catch (RunFailure | InterruptedException | RuntimeException e) {
            children.stop(process);
            throw e;
        }
    }

    /** Starts a load generator. */
    RunningGenerator startGenerator(List<String> arguments) throws IOException {
        List<String> command = concat(ServerCommands.java(LoadGenerator.class, GENERATOR_FLAGS), arguments);
        Process process = start(pinned(1, command), Map.of());
        return new RunningGenerator(children, process, new Output(GENERATOR, process, log(GENERATOR)));
    }

    private Path log(String name) {
        return logs.resolve(name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".log");
    }

    private Process start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        children.add(process);
        return process;
    }

    private List<String> pinned(int core, List<String> command) {
        return placement == Placement.PINNED
                ? concat(List.of("taskset", "-c", Integer.toString(core)), command)
                : command;
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
