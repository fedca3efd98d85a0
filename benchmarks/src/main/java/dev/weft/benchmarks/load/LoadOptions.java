package dev.weft.benchmarks.load;

import dev.weft.benchmarks.load.MessageShape.Coding;
import java.time.Duration;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** The options of the echo and the fan-out command; fields, because the command line parser fills them. */
final class LoadOptions {

    @Option(names = "--connections", defaultValue = "100", description = "default ${DEFAULT-VALUE}")
    int connections;

    @Option(
            names = "--in-flight",
            defaultValue = "1",
            description = "messages per connection, or published at once; default ${DEFAULT-VALUE}")
    int inFlight;

    @Option(names = "--size", defaultValue = "64", description = "payload bytes; default ${DEFAULT-VALUE}")
    int size;

    @Option(
            names = "--content",
            defaultValue = "ASCII",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    Content content = Content.ASCII;

    @Option(names = "--deflate", description = "negotiate permessage-deflate, and compress every message")
    boolean deflate;

    @Option(names = "--warm-up", defaultValue = "15", description = "seconds at least; default ${DEFAULT-VALUE}")
    double warmUpSeconds;

    @Option(names = "--warm-up-messages", defaultValue = "0", description = "at least; default ${DEFAULT-VALUE}")
    long warmUpMessages;

    @Option(names = "--seconds", defaultValue = "5", description = "measured; default ${DEFAULT-VALUE}")
    double seconds;

    @Option(names = "--threads", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
    int threads;

    @Option(names = "--server-pid", defaultValue = "0", description = "process whose CPU time is read")
    long serverPid;

    /** The run that these options describe. */
    LoadRun run(Target target, LoadPlan.Pattern pattern) {
        LoadPlan.Traffic traffic = new LoadPlan.Traffic(pattern, connections, inFlight);
        MessageShape shape = new MessageShape(size, content, deflate ? Coding.DEFLATE : Coding.PLAIN);
        LoadPlan.Window window = new LoadPlan.Window(duration(warmUpSeconds), warmUpMessages, duration(seconds));
        OptionalLong pid = serverPid == 0 ? OptionalLong.empty() : OptionalLong.of(serverPid);
        return new LoadRun(new LoadPlan(target, traffic, shape, window), threads, pid);
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
