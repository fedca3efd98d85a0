package dev.weft.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A load generator process. */
final class RunningGenerator implements AutoCloseable {

    private final Children children;
    private final Process process;
    private final Output output;

    RunningGenerator(Children children, Process process, Output output) {
        this.children = children;
        this.process = process;
        this.output = output;
    }

    /** Waits for a line that begins with the word, and reads its {@code name=value} fields. */
    Map<String, Double> await(String word, Duration timeout) throws RunFailure, InterruptedException {
        String line = output.await(Pattern.compile("^(" + word + "|ERROR) .*"), timeout)
                .group();
        if (line.startsWith("ERROR")) {
            throw new RunFailure("load generator: " + line);
        }
        Map<String, Double> fields = new HashMap<>();
        for (String part : line.split(" ")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                fields.put(part.substring(0, equals), Double.valueOf(part.substring(equals + 1)));
            }
        }
        return fields;
    }

    /** Gives the generator the line that it waits for, and waits for its end. */
    void release(Duration timeout) throws IOException, InterruptedException, RunFailure {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new RunFailure("the load generator did not end in " + timeout.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new RunFailure("the load generator found errors, see its log");
        }
    }

    @Override
    public void close() {
        children.stop(process);
    }
}
