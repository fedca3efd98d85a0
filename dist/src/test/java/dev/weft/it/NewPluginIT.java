package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a plugin's author from nothing to a reply, by the commands that the README shows. */
class NewPluginIT {

    /** The local repository of this build, which has JUnit and Maven's own plugins. */
    private static final Path REPOSITORY = Path.of(System.getProperty(
            "weft.maven.repository",
            Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));

    /** Why 5? Maven starts four JVMs, and copies some thirty megabytes first. */
    private static final long PATIENCE_FOR_MAVEN = 5 * WeftProcess.PATIENCE.toSeconds();

    private static final String TEST = "test/java/com/example/GreeterHandlerTest";
    private static final String JAR_TEST = "test/java/com/example/GreeterHandlerJarIT";

    private static final String SLF4J = "<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId>"
            + "<version>2.0.17</version><scope>provided</scope></dependency>";

    @TempDir
    private Path temp;

    @Test
    void isWrittenEditedBuiltCheckedDroppedAndAnswers() throws Exception {
        Installed.require(Installed.isOnPath("mvn"), "Maven is not on the PATH");
        Path project = temp.resolve("my greeter");
        assertTrue(
                weft("plugin", "new", "greeter", "--dir", project.toString()).contains("weft serve --handler greeter"));
        for (String source : List.of("main/java/com/example/GreeterHandler", TEST, JAR_TEST)) {
            edit(project.resolve("src/" + source + ".java"), "Hello, ", "Good day, ");
        }

        String build = verify(project, 0);

        assertPassed("GreeterHandlerTest", build);
        assertPassed("GreeterHandlerJarIT", build);
        assertFalse(build.contains("Runtime.exit"), build);
        Path jar = project.resolve("target/greeter.jar");
        assertEquals(
                "ok: " + jar + ": handler greeter, version 0.1.0, SPI 0.2, Java 21",
                weft("plugins", "check", jar.toString()));
        Path plugins = Files.createDirectory(temp.resolve("plugins"));
        Files.copy(jar, plugins.resolve("greeter.jar"));
        try (WeftProcess server = WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "greeter");
                JdkClient client = JdkClient.connect(server.ws("/ws/greeter"))) {
            assertEquals("text Good day, Ada", client.send("Ada").next());
        }
    }

    @Test
    void failsInWordsUntilTheLibraryThatItUsesIsInsideItsJar() throws Exception {
        Installed.require(Installed.isOnPath("mvn"), "Maven is not on the PATH");
        Path project = temp.resolve("logging");
        weft("plugin", "new", "greeter", "--dir", project.toString());
        Path pom = project.resolve("pom.xml");
        edit(pom, "<dependencies>", "<dependencies>" + SLF4J);
        edit(
                project.resolve("src/main/java/com/example/GreeterHandler.java"),
                "session.send(",
                "org.slf4j.LoggerFactory.getLogger(\"greeter\").debug(\"greets\");\n            session.send(");

        String failing = verify(project, 1);

        // The test's class path has that library, as the testkit needs it.
        assertPassed("GreeterHandlerTest", failing);
        assertTrue(
                failing.contains(
                        "com.example.GreeterHandler uses org.slf4j.LoggerFactory, which is neither in the JAR nor"
                                + " in the JDK: put that class, or its library, into the JAR"),
                failing);

        edit(pom, "<version>2.0.17</version><scope>provided</scope>", "<version>2.0.17</version>");
        String passing = verify(project, 0);

        assertPassed("GreeterHandlerJarIT", passing);
    }

    /** Maven looks for them beside the classes, and so does every editor that knows Maven. */
    @Test
    void bringsTheSourcesAndTheJavadocOfTheSpi() throws Exception {
        Path project = temp.resolve("documented");
        weft("plugin", "new", "greeter", "--dir", project.toString());

        try (Stream<Path> files = Files.walk(project.resolve("weft/dev/weft/weft-spi"))) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            assertEquals(3, jars.size(), jars::toString);
            assertTrue(holds(jars.get(0), "dev/weft/spi/MessageHandler.html"), jars::toString);
            assertTrue(holds(jars.get(1), "dev/weft/spi/MessageHandler.java"), jars::toString);
            assertTrue(holds(jars.get(2), "dev/weft/spi/MessageHandler.class"), jars::toString);
        }
    }

    private static void assertPassed(String test, String build) {
        Pattern line = Pattern.compile(
                "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: [^\n]* com\\.example\\." + test
                        + "\n");
        assertTrue(line.matcher(build).find(), build);
    }

    private static boolean holds(Path jar, String entry) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            return opened.stream().anyMatch(each -> each.getName().endsWith(entry));
        }
    }

    private static String weft(String... arguments) throws Exception {
        try (WeftProcess weft = WeftProcess.run(arguments)) {
            assertEquals(0, weft.awaitExit(), weft::output);
            Await.until(() -> !weft.output().isEmpty(), () -> "it says nothing");
            return weft.output();
        }
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
    }

    /**
     * Builds the project without a network. Its local repository is one of its own, as a newcomer's: nothing of Weft is in
     * it, and what it gets of Weft comes from the project alone.
     */
    private String verify(Path project, int exitCode) throws Exception {
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
        assertEquals(exitCode, maven.exitValue(), () -> read(log));
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
