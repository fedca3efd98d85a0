package dev.weft.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The load generator's command line. */
@Command(
        name = "load-generator",
        mixinStandardHelpOptions = true,
        description = "WebSocket load on a loopback address, every reply checked.")
public final class LoadGenerator {

    private LoadGenerator() {}

    /**
     * Runs one load; exits with 0 if every message was answered correctly, 1 if not, 2 on wrong usage.
     *
     * @param arguments a command, a URL and options
     */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new LoadGenerator());
        commandLine.setExecutionExceptionHandler((e, command, result) -> {
            System.err.println("ERROR " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Command(name = "echo", description = "Keeps messages in flight on every connection and measures.")
    int echo(
            @Parameters(paramLabel = "URL", description = "ws://127.0.0.1:PORT/PATH") String url,
            @CommandLine.Mixin LoadOptions options)
            throws IOException, InterruptedException {
        OpenFileLimit.require(options.connections);
        LoadPlan plan = options.plan(Target.parse(url));
        OptionalLong pid = options.serverPid == 0 ? OptionalLong.empty() : OptionalLong.of(options.serverPid);
        LoadResult result = new LoadRun(plan, options.threads, pid).run();
        System.out.println(result.lines());
        return result.isClean() ? 0 : 1;
    }

    @Command(name = "connect", description = "Opens idle connections, echoes on 100 of them, holds them.")
    int connect(
            @Parameters(paramLabel = "URL", description = "ws://127.0.0.1:PORT/PATH") String url,
            @Option(names = "--connections", defaultValue = "10000", description = "default ${DEFAULT-VALUE}")
                    int connections,
            @Option(names = "--open-seconds", defaultValue = "120", description = "default ${DEFAULT-VALUE}")
                    int openSeconds,
            @Option(names = "--hold-seconds", defaultValue = "300", description = "at most; default ${DEFAULT-VALUE}")
                    int holdSeconds)
            throws IOException {
        OpenFileLimit.require(connections);
        ConnectRun run = new ConnectRun(
                Target.parse(url), connections, Duration.ofSeconds(openSeconds), Duration.ofSeconds(holdSeconds));
        return run.run(System.in, System.out) ? 0 : 1;
    }
}
