package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a plugin's author from nothing to a reply, by the commands that the README shows. */
class NewPluginIT {

    /** The local repository of this build, which has JUnit and Maven's own plugins. */
    private static final Path REPOSITORY = Path.of(System.getProperty(
            "weft.maven.repository",
            Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));

    /** Why 4? Maven starts three JVMs, and copies some thirty megabytes first. */
    private static final long PATIENCE_FOR_MAVEN = 4 * WeftProcess.PATIENCE.toSeconds();

    @TempDir
    private Path temp;

    @Test
    void isWrittenEditedBuiltCheckedDroppedAndAnswers() throws Exception {
        Installed.require(Installed.isOnPath("mvn"), "Maven is not on the PATH");
        Path project = temp.resolve("my greeter");
        assertTrue(
                weft("plugin", "new", "greeter", "--dir", project.toString()).contains("weft serve --handler greeter"));
        edit(project.resolve("src/main/java/com/example/GreeterHandler.java"));
        edit(project.resolve("src/test/java/com/example/GreeterHandlerTest.java"));

        String build = verify(project);

        assertTrue(build.contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0"), build);
        assertFalse(build.contains("Runtime.exit"), build);
        Path jar = project.resolve("target/greeter.jar");
        assertEquals(
                "ok: " + jar + ": handler greeter, version 0.1.0, SPI 0.1, Java 21",
                weft("plugins", "check", jar.toString()));
        Path plugins = Files.createDirectory(temp.resolve("plugins"));
        Files.copy(jar, plugins.resolve("greeter.jar"));
        try (WeftProcess server = WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "greeter");
                JdkClient client = JdkClient.connect(server.ws("/ws/greeter"))) {
            assertEquals("text Good day, Ada", client.send("Ada").next());
        }
    }

    private static String weft(String... arguments) throws Exception {
        try (WeftProcess weft = WeftProcess.run(arguments)) {
            assertEquals(0, weft.awaitExit(), weft::output);
            Await.until(() -> !weft.output().isEmpty(), () -> "it says nothing");
            return weft.output();
        }
    }

    private static void edit(Path source) throws IOException {
        Files.writeString(source, Files.readString(source).replace("Hello, ", "Good day, "));
    }

    /**
     * Builds the project without a network. Its local repository is one of its own, as a newcomer's: nothing of Weft is in
     * it, and what it gets of Weft comes from the project alone.
     */
    private String verify(Path project) throws Exception {
        Path settings = Files.writeString(temp.resolve("settings.xml"), """
                <settings>
                  <mirrors>
                    <mirror><id>this-build</id><mirrorOf>central</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                </settings>
                """.formatted(REPOSITORY.toUri()));
        Path log = temp.resolve("maven.log");
        Process maven = new ProcessBuilder(List.of(
                        "mvn",
                        "-B",
                        "-ntp",
                        "-o",
                        "-s",
                        settings.toString(),
                        "-Dmaven.repo.local=" + temp.resolve("repository"),
                        "verify"))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(maven.waitFor(PATIENCE_FOR_MAVEN, TimeUnit.SECONDS), () -> "Maven does not end: " + read(log));
        } finally {
            maven.descendants().forEach(ProcessHandle::destroyForcibly);
            maven.destroyForcibly();
        }
        assertEquals(0, maven.exitValue(), () -> read(log));
        return read(log);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException gone) {
            return gone.toString();
        }
    }
}
