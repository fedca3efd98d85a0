package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a source checkout: when it builds, and that no build touches what runs. */
class CheckoutIT {

    private static final String DIST = "dist/target/dist/weft-0.1.0";

    /** Does what Maven would, in no time: counts, and puts the distribution together, or fails. */
    private static final String MAVEN = """
            #!/bin/sh
            echo built >> "$CHECKOUT/builds"
            if [ -e "$CHECKOUT/broken" ]; then
                echo '[ERROR] COMPILATION ERROR'
                exit 1
            fi
            rm -rf "$CHECKOUT/dist/target"
            mkdir -p "$CHECKOUT/dist/target/dist"
            cp -R "$DISTRIBUTION" "$CHECKOUT/%s"
            touch "$CHECKOUT/%s/lib"
            """.formatted(DIST, DIST);

    @TempDir
    private Path folder;

    private Path checkout;

    /** The JVM's default. Who chooses it gets no class archive, which each of these builds would make in seconds. */
    private String javaOptions = "-Xshare:auto";

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Files.createDirectory(folder.resolve("checkout"));
        for (String source : List.of("spi", "test-support", "server", "testkit", "plugins", "dist")) {
            Files.createDirectories(checkout.resolve(source).resolve("src"));
            Files.writeString(checkout.resolve(source).resolve("pom.xml"), "<project/>");
        }
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.createDirectory(checkout.resolve("bin"));
        Files.copy(
                WeftProcess.home().resolve("bin").resolve("weft"),
                checkout.resolve("bin").resolve("weft"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Folders.copy(WeftProcess.home().resolve("web"), checkout.resolve("web"));
        Path maven = Files.createDirectory(folder.resolve("tools")).resolve("mvn");
        Files.writeString(maven, MAVEN);
        assertTrue(maven.toFile().setExecutable(true));
    }

    private ProcessBuilder weft(String... arguments) {
        ProcessBuilder builder = WeftProcess.builderIn(checkout, arguments);
        builder.environment().put("WEFT_JAVA_OPTS", javaOptions);
        builder.environment().put("CHECKOUT", checkout.toString());
        builder.environment().put("DISTRIBUTION", WeftProcess.home().toString());
        builder.environment().merge("PATH", folder.resolve("tools").toString(), (path, tools) -> tools + ":" + path);
        return builder;
    }

    private WeftProcess serve() throws Exception {
        WeftProcess server = WeftProcess.run(weft("serve", "--port", "0", "--handler", "echo"));
        server.awaitListening();
        return server;
    }

    private String run(int code, String... arguments) throws Exception {
        try (WeftProcess command = WeftProcess.run(weft(arguments))) {
            assertEquals(code, command.awaitExit(), command::output);
            return command.awaitWholeOutput();
        }
    }

    /** As an editor does it: what is saved now is newer than any build before. */
    private void changeSources() throws IOException {
        Files.writeString(checkout.resolve("server/src/Changed.java"), "class Changed {}");
        Files.setLastModifiedTime(
                checkout.resolve("server/src/Changed.java"),
                FileTime.from(Instant.now().plusSeconds(3600)));
    }

    private void buildBreaks() throws IOException {
        changeSources();
        Files.createFile(checkout.resolve("broken"));
    }

    private int builds() throws IOException {
        Path counted = checkout.resolve("builds");
        return Files.exists(counted) ? Files.readAllLines(counted).size() : 0;
    }

    private static void assertStillServes(WeftProcess server) throws Exception {
        try (JdkClient client = JdkClient.connect(server.ws("/ws/echo"))) {
            assertEquals("text hello", client.send("hello").next());
        }
        assertFalse(server.output().contains("removed"), server::output);
        // Classes that nobody needed before still load from its JARs.
        server.terminate();
        assertEquals(0, server.awaitExit(), server::output);
        assertFalse(server.awaitWholeOutput().contains("Error"), server::output);
    }

    @Test
    void theFirstStartBuildsAndTheNextOnesDoNot() throws Exception {
        serve().close();
        serve().close();

        assertEquals(1, builds());
    }

    @Test
    void aServerKeepsItsHandlersWhileTheNextOneIsBuilt() throws Exception {
        try (WeftProcess server = serve()) {
            changeSources();
            serve().close();
            serve().close();

            assertEquals(3, builds());
            assertStillServes(server);
        }
    }

    @Test
    void aServerKeepsItsHandlersWhateverMavenDoes() throws Exception {
        try (WeftProcess server = serve()) {
            deleteAll(checkout.resolve("dist/target"));

            assertStillServes(server);
        }
    }

    @Test
    void whatMavenHasBuiltIsTaken() throws Exception {
        Path made = checkout.resolve(DIST);
        Files.createDirectories(made.getParent());
        Folders.copy(WeftProcess.home(), made);
        Files.setLastModifiedTime(
                made.resolve("lib"), FileTime.from(Instant.now().plusSeconds(1)));

        try (WeftProcess server = serve()) {
            assertEquals(0, builds());
            deleteAll(checkout.resolve("dist/target"));
            assertStillServes(server);
        }
    }

    @Test
    void aServerThatRunsFromMavensOwnFolderIsNotBuiltAway() throws Exception {
        serve().close();
        ProcessBuilder direct =
                WeftProcess.builderIn(checkout.resolve(DIST), "serve", "--port", "0", "--handler", "echo");
        try (WeftProcess server = WeftProcess.run(direct)) {
            server.awaitListening();
            changeSources();

            try (WeftProcess other = serve()) {
                other.awaitOutput("a server is running from .*" + DIST);
                other.awaitOutput("continuing with the last good build");
            }
            assertEquals(1, builds());
            assertStillServes(server);
        }
    }

    @Test
    void onlyAServerIsWorthABuild() throws Exception {
        serve().close();
        try (WeftProcess server = serve()) {
            buildBreaks();

            assertTrue(run(0, "--help").contains("serve"));
            assertTrue(run(0, "serve", "--help").contains("--handler"));
            assertTrue(run(0, "--version").contains("0.1.0"));
            String jar = WeftProcess.jar("plugins", "weft-plugin-echo").toString();
            String checked = run(0, "plugins", "check", jar);
            assertTrue(checked.contains("the sources are newer than the build in use"), checked);
            ProcessBuilder connecting = weft("connect", server.ws("/ws/echo").toString());
            try (WeftProcess client = WeftProcess.run(connecting)) {
                client.type("hello\n");
                client.awaitOutput("hello");
                client.endInput();
                assertEquals(0, client.awaitExit(), client::output);
                assertFalse(client.output().contains("sources"), client::output);
            }
            assertEquals(1, builds());
            assertStillServes(server);
        }
    }

    @Test
    void aBuildThatFailsLeavesTheLastGoodOne() throws Exception {
        try (WeftProcess server = serve()) {
            buildBreaks();

            try (WeftProcess next = serve()) {
                next.awaitOutput("COMPILATION ERROR");
                next.awaitOutput("the build failed; the whole log is in ");
                next.awaitOutput("continuing with the last good build");
                assertStillServes(next);
            }
            assertStillServes(server);
        }
    }

    @Test
    void aFirstBuildThatFailsIsToldInWords() throws Exception {
        buildBreaks();

        String said = run(1, "serve", "--port", "0", "--handler", "echo");

        assertTrue(said.contains("COMPILATION ERROR") && said.contains("the build failed"), said);
    }

    @Test
    void buildsThatNobodyRunsAreRemoved() throws Exception {
        try (WeftProcess server = serve()) {
            for (int i = 0; i < 3; i++) {
                changeSources();
                serve().close();
            }
            assertEquals(2, Folders.find(checkout.resolve(".weft"), "[0-9]*").size());
            assertStillServes(server);
        }
    }

    @Test
    void aMovedCheckoutServesItsOwnPlugins() throws Exception {
        // The archive of the old place would name the old folders.
        javaOptions = "";
        try (WeftProcess server = serve()) {
            server.terminate();
            assertEquals(0, server.awaitExit());
        }
        checkout = Files.move(checkout, folder.resolve("moved"));

        try (WeftProcess server = serve()) {
            server.awaitOutput("ws/echo +" + checkout + "/");
            assertStillServes(server);
        }
        assertEquals(1, builds());
    }

    @Test
    void anInterruptedBuildEndsAtOnceAndEndsMaven() throws Exception {
        Path maven = folder.resolve("tools/mvn");
        Files.writeString(
                maven, "#!/bin/sh\necho $$ > \"$CHECKOUT/pid\"\nwhile :; do read x < \"$CHECKOUT/never\"; done\n");
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", checkout.resolve("never").toString())
                        .start()
                        .waitFor());
        try (WeftProcess building = WeftProcess.run(weft("serve", "--port", "0", "--handler", "echo"))) {
            Path pid = checkout.resolve("pid");
            Await.until(() -> hasText(pid), () -> "Maven does not run: " + building.output());
            ProcessHandle mavenProcess = ProcessHandle.of(
                            Long.parseLong(Files.readString(pid).strip()))
                    .orElseThrow();

            building.terminate();

            assertEquals(143, building.awaitExit(), building::output);
            building.awaitOutput("the build was interrupted");
            Await.until(() -> !mavenProcess.isAlive(), () -> "Maven goes on");
        }
    }

    private static boolean hasText(Path file) {
        try {
            return Files.exists(file) && Files.readString(file).endsWith("\n");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void deleteAll(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        }
    }
}
