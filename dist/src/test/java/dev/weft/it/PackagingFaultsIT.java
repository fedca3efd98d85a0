package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import dev.weft.testsupport.BrokenJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder full of broken JARs, and one handler in the midst of them that serves its clients. */
class PackagingFaultsIT {

    private static final Pattern STACK_TRACE = Pattern.compile("^\\s+at [a-z]+\\.", Pattern.MULTILINE);

    @TempDir
    private Path plugins;

    @Test
    void isNamedInOneLineAFileAndServesAllTheSame() throws Exception {
        PluginJar.echoing("a-witness").in(plugins);
        Files.move(plugins.resolve("a-witness.jar"), plugins.resolve("00-witness.jar"));
        Map<Path, String> broken = BrokenJars.in(plugins);

        try (WeftProcess server = serve();
                JdkClient client = JdkClient.connect(server.ws("/ws/a-witness"))) {
            server.awaitOutput("Ctrl-C stops");
            for (Path file : broken.keySet()) {
                assertEquals(
                        1,
                        server.output()
                                .lines()
                                .filter(line -> line.startsWith("rejected: " + file))
                                .count(),
                        () -> file + " in:\n" + server.output());
            }
            assertFalse(STACK_TRACE.matcher(server.output()).find(), server::output);
            assertEquals("text still here", client.send("still here").next());
            assertEquals(List.of(), openFilesIn(plugins, server.pid()));
        }
    }

    @Test
    void isServedByTwoServersOfOneFolderUntilEachStops() throws Exception {
        PluginJar.echoing("a-witness").in(plugins);

        try (WeftProcess first = serve();
                WeftProcess second = serve();
                JdkClient one = JdkClient.connect(first.ws("/ws/a-witness"));
                JdkClient two = JdkClient.connect(second.ws("/ws/a-witness"))) {
            assertEquals("text one", one.send("one").next());
            assertEquals("text two", two.send("two").next());

            first.terminate();
            assertEquals("close 1001", one.next().substring(0, 10));
            assertEquals(0, first.awaitExit());

            assertEquals("text still here", two.send("still here").next());
            try (JdkClient third = JdkClient.connect(second.ws("/ws/a-witness"))) {
                assertEquals("text three", third.send("three").next());
            }
        }
        assertTrue(Files.exists(plugins.resolve("a-witness.jar")));
    }

    private WeftProcess serve() throws Exception {
        return WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "a-witness");
    }

    /** What a process has open there; nothing where the system does not tell. */
    private static List<String> openFilesIn(Path folder, long pid) throws IOException {
        Path descriptors = Path.of("/proc/" + pid + "/fd");
        if (!Files.isDirectory(descriptors)) {
            return List.of();
        }
        String inside = folder.toRealPath() + "/";
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.map(PackagingFaultsIT::target)
                    .filter(target -> target.startsWith(inside))
                    .toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
