package dev.weft.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A server process that listens. */
final class RunningServer implements AutoCloseable {

    private static final String ARGUMENTS = "jvm_args:";
    private static final Pattern COLLECTOR = Pattern.compile("Use\\w+GC\\b");

    private final Server server;
    private final Children children;
    private final Process process;
    private final String url;

    RunningServer(Server server, Children children, Process process, String url) {
        this.server = server;
        this.children = children;
        this.process = process;
        this.url = url;
    }

    /** Where clients go. */
    String url() {
        return url;
    }

    /** The server's process: the one that was started, or one that it started if it is a script that does not exec. */
    long pid() throws RunFailure {
        if (!server.isJvm() || isJava(process.toHandle())) {
            return process.pid();
        }
        return process.descendants()
                .filter(RunningServer::isJava)
                .findFirst()
                .map(ProcessHandle::pid)
                .orElseThrow(() -> new RunFailure("process " + process.pid() + " runs no java"));
    }

    /** The live heap in bytes, after a full collection. */
    long liveHeap() throws IOException, InterruptedException, RunFailure {
        jcmd("GC.run");
        String histogram = jcmd("GC.class_histogram");
        Optional<String> total =
                histogram.lines().filter(line -> line.startsWith("Total")).findFirst();
        String line = total.orElseThrow(() -> new RunFailure("no total in the class histogram"));
        return Long.parseLong(line.trim().split(" +")[2]);
    }

    /** The memory of the process that is in RAM, in bytes. */
    long residentMemory() throws IOException, RunFailure {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.split("\\s+")[1]) << 10;
            }
        }
        throw new RunFailure("no VmRSS of process " + pid());
    }

    /** The arguments, and a JVM's collector, as the process sees them, so that a table can be checked for equal conditions. */
    String conditions() throws IOException, InterruptedException, RunFailure {
        return server.isJvm()
                ? jvmArguments()
                : process.info()
                        .arguments()
                        .map(words -> String.join(" ", words))
                        .orElse("");
    }

    private String jvmArguments() throws IOException, InterruptedException, RunFailure {
        String arguments = jcmd("VM.command_line")
                .lines()
                .filter(line -> line.startsWith(ARGUMENTS))
                .map(line -> line.substring(ARGUMENTS.length()).trim())
                .findFirst()
                .orElse("");
        String collector = COLLECTOR
                .matcher(jcmd("VM.flags"))
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse("default collector");
        return arguments + " (" + collector + ")";
    }

    @Override
    public void close() {
        children.stop(process);
    }

    private String jcmd(String... command) throws IOException, InterruptedException, RunFailure {
        String[] line = new String[command.length + 2];
        line[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        line[1] = Long.toString(pid());
        System.arraycopy(command, 0, line, 2, command.length);
        Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
        children.add(jcmd);
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new RunFailure("jcmd failed: " + output.strip());
        }
        return output;
    }

    private static boolean isJava(ProcessHandle handle) {
        return handle.info()
                .command()
                .filter(command -> command.endsWith("/java"))
                .isPresent();
    }
}
