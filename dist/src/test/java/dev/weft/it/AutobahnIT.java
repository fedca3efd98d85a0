package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The Autobahn test suite's fuzzing client against the packaged server: groups 1 to 7 and 10, and with {@code -Plong} the
 * large messages of group 9 too. Its groups 12 and 13 are not in the edition that Maven Central has.
 */
class AutobahnIT {

    private static final boolean LONG = Boolean.getBoolean("weft.long");

    /** Where its libraries are, and where its report and what it prints go. */
    private static final Path FOLDER = Path.of(System.getProperty("weft.autobahn", "target/autobahn"));

    private static final Path VERDICTS = FOLDER.resolve("report").resolve("verdicts.txt");

    private static final Path SUITE = Path.of(System.getProperty("weft.checkout", ".."))
            .resolve("interop")
            .resolve("autobahn");

    private static final List<String> GROUPS =
            LONG ? List.of("*") : List.of("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*");

    /** Why 20 and 60, ten minutes and thirty? It took 20 s and 216 s on two cores. */
    private static final long PATIENCE_FACTOR = LONG ? 60 : 20;

    @Test
    void theSuitesVerdictsAreTheExpectedOnes() throws Exception {
        // 9.1.6 sends 16 MiB; 9.3.1 sends 4 MiB in 65,536 fragments of 64 bytes, and an empty one to end it.
        try (WeftProcess server =
                WeftProcess.serve("--handler", "echo", "--max-message-size", "16MiB", "--max-fragments", "65537")) {
            run(server.ws("").toString());
        }
        assertEquals("", difference(expected(), verdicts()), "report: " + FOLDER.resolve("report/index.html"));
    }

    private static void run(String url) throws Exception {
        Files.deleteIfExists(VERDICTS);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Jython would keep what it learned of the class path in a folder beside the JARs, and ask the terminal its
        // name.
        command.addAll(List.of("-Dpython.cachedir.skip=true", "-Dpython.console=org.python.core.PlainConsole"));
        command.addAll(List.of("-cp", FOLDER.resolve("lib") + "/*", "org.python.util.jython"));
        command.addAll(List.of(SUITE.resolve("fuzz.py").toString(), url));
        command.addAll(List.of(FOLDER.resolve("report").toString(), String.join(",", GROUPS)));
        Path printed = FOLDER.resolve("printed.txt");
        Process suite = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        suite.getOutputStream().close();
        try {
            boolean ended = suite.waitFor(PATIENCE_FACTOR * WeftProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertEquals(true, ended, "the suite does not end; see " + printed);
            assertEquals(0, suite.exitValue(), "the suite broke down; see " + printed);
        } finally {
            suite.destroyForcibly();
        }
    }

    private static List<String> expected() throws IOException {
        Predicate<String> runs = line -> LONG || !line.startsWith("9.");
        try (Stream<String> lines = Files.lines(SUITE.resolve("expected.txt"))) {
            return lines.filter(line -> !line.startsWith("#")).filter(runs).toList();
        }
    }

    private static List<String> verdicts() throws IOException {
        List<String> verdicts = Files.readAllLines(VERDICTS);
        System.out.printf("Autobahn: %d cases%n", verdicts.size());
        return verdicts;
    }

    /** Lines like those of diff: what was expected and did not come, and what came. */
    private static String difference(List<String> expected, List<String> verdicts) {
        TreeSet<String> lines = new TreeSet<>();
        expected.stream().filter(line -> !verdicts.contains(line)).forEach(line -> lines.add(line + "  <- expected"));
        verdicts.stream().filter(line -> !expected.contains(line)).forEach(line -> lines.add(line + "  <- found"));
        return String.join("\n", lines);
    }
}
