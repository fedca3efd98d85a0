package dev.weft.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process prints: kept in a log file, and searched for the lines the run waits for. */
final class Output {

    private static final String END = "\0end of output";

    private final String name;
    private final Path log;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** Starts reading the process's output, so that it never blocks on a full pipe. */
    Output(String name, Process process, Path log) {
        this.name = name;
        this.log = log;
        Thread.ofPlatform().daemon().name("output-of-" + name).start(() -> read(process));
    }

    /** Waits for a line that holds the pattern. */
    Matcher await(Pattern pattern, Duration timeout) throws RunFailure, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        String last = "(none)";
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new RunFailure("%s printed nothing like %s in %d s, see %s"
                        .formatted(name, pattern, timeout.toSeconds(), log));
            }
            if (line.equals(END)) {
                throw new RunFailure("%s ended early, see %s; its last line: %s".formatted(name, log, last));
            }
            last = line;
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
    }

    private void read(Process process) {
        try (BufferedReader reader = process.inputReader();
                var writer = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                writer.write(line);
                writer.newLine();
                writer.flush();
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("cannot read the output of " + name + ": " + e);
        } finally {
            lines.add(END);
        }
    }
}
