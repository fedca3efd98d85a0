package dev.weft.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
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
        return run(url, options, LoadPlan.Pattern.ECHO);
    }

    @Command(name = "fan-out", description = "Publishes on one connection, awaits the message on all, and measures.")
    int fanOut(
            @Parameters(paramLabel = "URL", description = "ws://127.0.0.1:PORT/PATH") String url,
            @CommandLine.Mixin LoadOptions options)
            throws IOException, InterruptedException {
        return run(url, options, LoadPlan.Pattern.FAN_OUT);
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

    private static int run(String url, LoadOptions options, LoadPlan.Pattern pattern)
            throws IOException, InterruptedException {
        OpenFileLimit.require(options.connections);
        LoadResult result = options.run(Target.parse(url), pattern).run();
        System.out.println(result.lines());
        return result.isClean() ? 0 : 1;
    }
}
