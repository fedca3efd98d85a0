package dev.weft.benchmarks;

import dev.weft.benchmarks.load.OpenFileLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares Weft with the echo servers of the field, on this machine, in one go. */
@Command(
        name = "side-by-side",
        mixinStandardHelpOptions = true,
        description = "Measures the server CPU time per echoed message, or the cost of idle connections.")
public final class SideBySide implements Callable<Integer> {

    /** Why 15,000? Weft's own 10,000 is the number of idle connections, and the last of the warm-up may still be closing. */
    private static final int WEFT_MAX_CONNECTIONS = 15_000;

    @Option(
            names = "--servers",
            split = ",",
            defaultValue = "weft,bun,undertow,helidon,netty,jetty,tomcat,java-websocket",
            description = "default ${DEFAULT-VALUE}")
    private List<String> servers = new ArrayList<>();

    @Option(
            names = "--loads",
            split = ",",
            defaultValue = "ping-pong,pipelined,large",
            description =
                    "default ${DEFAULT-VALUE}; also deflate, fan-out, fan-out-16, fan-out-burst, fan-out-deflate, fan-out-10000")
    private List<String> loads = new ArrayList<>();

    @Option(names = "--rounds", defaultValue = "3", description = "default ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "5", description = "measured each time; default ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "15", description = "seconds each time; default ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(
            names = "--weft",
            paramLabel = "COMMAND",
            description = "starts Weft and prints http://127.0.0.1:PORT; takes --handler ID and --plugins-dir FOLDER;"
                    + " default: bin/weft serve of this repository")
    private @Nullable String weft;

    @Option(
            names = "--jvm-flags",
            defaultValue = "-Xms1g -Xmx1g",
            description = "for all servers; default ${DEFAULT-VALUE}")
    private String jvmFlags = "";

    @Option(names = "--unpinned", description = "server and load generator on all cores, not on one each")
    private boolean unpinned;

    @Option(names = "--idle", description = "measure idle connections instead of echoes")
    private boolean idle;

    @Option(names = "--idle-connections", defaultValue = "10000", description = "default ${DEFAULT-VALUE}")
    private int idleConnections;

    @Option(
            names = "--logs",
            defaultValue = "target/side-by-side",
            description = "folder for what the processes print; default ${DEFAULT-VALUE}")
    private Path logs = Path.of("");

    private SideBySide() {}

    /**
     * Runs the comparison; exits with 0 if every measurement succeeded, 1 if not, 2 on wrong usage.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new SideBySide());
        commandLine.setExecutionExceptionHandler((e, command, result) -> {
            System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return e instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Server> chosen =
                servers.stream().map(name -> constant(Server.class, name)).toList();
        try (Children children = new Children()) {
            Placement placement = unpinned ? Placement.UNPINNED : Placement.pinnedIfPossible();
            Checkout checkout = Checkout.find();
            ServerCommands commands = new ServerCommands(checkout, weftCommand(checkout), flags());
            Launcher launcher = new Launcher(children, commands, logs, placement);
            describeConditions(placement);
            return (idle ? idle(launcher, chosen) : echo(launcher, chosen)) ? 0 : 1;
        }
    }

    private boolean echo(Launcher launcher, List<Server> chosen) throws IOException, InterruptedException {
        List<Load> all = loads.stream().map(name -> constant(Load.class, name)).toList();
        Duration warmUpTime = Duration.ofSeconds(warmUp);
        Rounds.Plan plan = new Rounds.Plan(chosen, all, rounds, warmUpTime, Duration.ofSeconds(seconds));
        System.out.println("This takes about " + (plan.estimate().toSeconds() + 59) / 60 + " min.");
        return new Rounds(launcher, plan, System.out).run();
    }

    private boolean idle(Launcher launcher, List<Server> chosen) throws IOException, InterruptedException {
        OpenFileLimit.require(idleConnections);
        return new IdleConnections(launcher, chosen, idleConnections, System.out).run();
    }

    private void describeConditions(Placement placement) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%s %s, %d cores, load average %s; %s; JVM flags of the servers: %s%n",
                System.getProperty("java.vm.name"),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
                placement.label(),
                String.join(" ", flags()));
    }

    private List<String> flags() {
        List<String> flags = new ArrayList<>(List.of(jvmFlags.trim().split(" +")));
        if (idle) {
            // The whole heap is in RAM from the start, so what the process grows by is memory outside of the heap.
            flags.add("-XX:+AlwaysPreTouch");
        }
        return flags;
    }

    private String weftCommand(Checkout checkout) {
        if (weft != null) {
            return weft;
        }
        Path launcher = checkout.root().resolve("bin/weft");
        return "'" + launcher + "' serve --port 0 --max-connections " + WEFT_MAX_CONNECTIONS;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String option) {
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(option)) {
                return constant;
            }
            known.add(name);
        }
        throw new IllegalArgumentException("Unknown " + option + "; there are " + String.join(", ", known));
    }
}
