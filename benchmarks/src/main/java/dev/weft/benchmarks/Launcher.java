package dev.weft.benchmarks;

import dev.weft.benchmarks.load.LoadGenerator;
import dev.weft.benchmarks.peer.Peer;
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

/** Starts servers and load generators on their cores, on the JDK this program runs on, with the same flags. */
final class Launcher {

    private static final Pattern PORT = Pattern.compile("LISTENING (\\d+)|http://127\\.0\\.0\\.1:(\\d+)");

    /** Why 5 min? Weft's launcher may build it first; every other start takes a second or two. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    /** Why these? The generator's garbage is a few objects per second, and it must not be the one that runs out. */
    private static final List<String> GENERATOR_FLAGS = List.of("-XX:+UseSerialGC", "-Xms128m", "-Xmx512m");

    private static final String GENERATOR = "load generator";

    private final Children children;
    private final String weftCommand;
    private final List<String> serverFlags;
    private final Path logs;
    private final boolean pinned;

    Launcher(Children children, String weftCommand, List<String> serverFlags, Path logs) throws IOException {
        this.children = children;
        this.weftCommand = weftCommand;
        this.serverFlags = serverFlags;
        this.logs = Files.createDirectories(logs);
        for (Server server : Server.values()) {
            Files.deleteIfExists(log(server.name()));
        }
        Files.deleteIfExists(log(GENERATOR));
        pinned = Runtime.getRuntime().availableProcessors() > 1 && hasTaskset();
    }

    /** True if server and generator each have a core. */
    boolean isPinned() {
        return pinned;
    }

    /** Starts a server and waits until it listens. */
    RunningServer start(Server server, List<String> arguments) throws IOException, InterruptedException, RunFailure {
        List<String> command = server.main()
                .map(main -> java(main, serverFlags, List.of(Peer.UNTIL_INPUT_ENDS)))
                // exec: the shell becomes Weft's launcher, so that the process id stays the one that was started.
                .orElse(List.of("sh", "-c", "exec " + weftCommand));
        if (server.main().isPresent()) {
            command = concat(command, arguments);
        }
        Process process = start(pinned(0, command), server == Server.WEFT ? weftEnvironment() : Map.of());
        try {
            Output output = new Output(server.label(), process, log(server.name()));
            Matcher port = output.await(PORT, START_TIMEOUT);
            String number = port.group(1) == null ? port.group(2) : port.group(1);
            return new RunningServer(children, process, Integer.parseInt(number));
        } catch (RunFailure | InterruptedException | RuntimeException e) {
            children.stop(process);
            throw e;
        }
    }

    /** Starts a load generator. */
    RunningGenerator startGenerator(List<String> arguments) throws IOException {
        Process process = start(pinned(1, java(LoadGenerator.class, GENERATOR_FLAGS, arguments)), Map.of());
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

    private Map<String, String> weftEnvironment() {
        return Map.of("JAVA_HOME", System.getProperty("java.home"), "JDK_JAVA_OPTIONS", String.join(" ", serverFlags));
    }

    private static List<String> java(Class<?> main, List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    private List<String> pinned(int core, List<String> command) {
        return pinned ? concat(List.of("taskset", "-c", Integer.toString(core)), command) : command;
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static boolean hasTaskset() {
        try {
            return new ProcessBuilder("taskset", "-c", "0,1", "true").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
