package dev.weft.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.config.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that {@code plugin new} writes; {@code NewPluginIT} builds them. */
class PluginNewCommandTest {

    @TempDir
    private Path temp;

    @Test
    void writesAWholeProject() throws Exception {
        Path project = write("chat-room", "org.acme.chat");

        assertEquals(
                Set.of(
                        ".gitignore",
                        ".mvn/maven.config",
                        "README.md",
                        "pom.xml",
                        "src/main/java/org/acme/chat/ChatRoomHandler.java",
                        "src/main/resources/META-INF/services/dev.weft.spi.MessageHandler",
                        "src/test/java/org/acme/chat/ChatRoomHandlerJarIT.java",
                        "src/test/java/org/acme/chat/ChatRoomHandlerTest.java"),
                files(project, "weft"));
        assertEquals(
                "org.acme.chat.ChatRoomHandler\n",
                Files.readString(project.resolve("src/main/resources/META-INF/services/dev.weft.spi.MessageHandler")));
        String handler = Files.readString(project.resolve("src/main/java/org/acme/chat/ChatRoomHandler.java"));
        assertTrue(handler.contains("@Handler(value = \"chat-room\","), handler);
        assertTrue(handler.contains("public final class ChatRoomHandler implements MessageHandler {"), handler);
    }

    @Test
    void leavesNoPlaceholderBehind() throws Exception {
        Path project = write("chat-room", "org.acme.chat");

        for (String file : files(project, "weft")) {
            String text = Files.readString(project.resolve(file));
            assertFalse(Pattern.compile("@[a-z]+@").matcher(text).find(), file + ":\n" + text);
        }
    }

    @Test
    void carriesTheSpiAndTheTestkitUnderAVersionOfTheirContent() throws Exception {
        Path project = write("a", "com.example");
        Matcher version = Pattern.compile("<weft.version>(1.2-\\p{XDigit}{8})</weft.version>")
                .matcher(Files.readString(project.resolve("pom.xml")));

        assertTrue(version.find());
        String v = version.group(1);
        assertEquals(
                Set.of(
                        "dev/weft/weft-spi/" + v + "/weft-spi-" + v + ".jar",
                        "dev/weft/weft-spi/" + v + "/weft-spi-" + v + ".pom",
                        "dev/weft/weft-server/" + v + "/weft-server-" + v + ".jar",
                        "dev/weft/weft-server/" + v + "/weft-server-" + v + ".pom",
                        "dev/weft/weft-testkit/" + v + "/weft-testkit-" + v + ".jar",
                        "dev/weft/weft-testkit/" + v + "/weft-testkit-" + v + ".pom",
                        "dev/weft/lib/slf4j-api/2.0.17/slf4j-api-2.0.17.jar",
                        "dev/weft/lib/slf4j-api/2.0.17/slf4j-api-2.0.17.pom"),
                files(project.resolve("weft"), "-"));
        String testkit =
                Files.readString(project.resolve("weft/dev/weft/weft-testkit/" + v + "/weft-testkit-" + v + ".pom"));
        assertTrue(
                testkit.contains("<artifactId>weft-server</artifactId><version>" + v + "</version></dependency>"),
                testkit);
        assertTrue(testkit.contains("<groupId>dev.weft.lib</groupId><artifactId>slf4j-api</artifactId>"), testkit);
    }

    /** The names by which Maven, and so every editor, asks for them. */
    @Test
    void carriesSourcesAndJavadocBesideTheClasses() throws Exception {
        Installation installation = installation();
        for (String jar :
                List.of("weft-spi-1.2-sources.jar", "weft-spi-1.2-javadoc.jar", "weft-testkit-1.2-sources.jar")) {
            Files.writeString(installation.testkit().resolve(jar), jar);
        }
        Path project = temp.resolve("project");

        new NewProject("a", "com.example", project).write(installation);

        Set<String> files = files(project.resolve("weft/dev/weft"), "lib");
        String v = Pattern.compile("weft-spi/([^/]+)/")
                .matcher(files.toString())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        for (String file : List.of(
                "weft-spi/" + v + "/weft-spi-" + v + ".jar",
                "weft-spi/" + v + "/weft-spi-" + v + "-sources.jar",
                "weft-spi/" + v + "/weft-spi-" + v + "-javadoc.jar",
                "weft-testkit/" + v + "/weft-testkit-" + v + "-sources.jar")) {
            assertTrue(files.contains(file), file + " is not among " + files);
        }
        assertTrue(v.matches("1\\.2-\\p{XDigit}{8}"), v);
        assertEquals(4 + 3 + 2, files.size(), files::toString);
        String testkit =
                Files.readString(project.resolve("weft/dev/weft/weft-testkit/" + v + "/weft-testkit-" + v + ".pom"));
        assertEquals(1, testkit.split("<artifactId>weft-spi</artifactId>", -1).length - 1, testkit);
        assertEquals(1, testkit.split("<artifactId>weft-testkit</artifactId>", -1).length - 1, testkit);
    }

    @Test
    void namesAnotherVersionWhenTheInstallationHasChanged() throws Exception {
        Path first = write("a", "com.example");
        String before = Files.readString(first.resolve("pom.xml"));
        Installation newer = installation();
        Files.writeString(newer.lib().resolve("weft-server-1.2.jar"), "another build");
        Path second = temp.resolve("second");

        new NewProject("a", "com.example", second).write(newer);

        assertFalse(before.equals(Files.readString(second.resolve("pom.xml"))));
    }

    @Test
    void saysWhatTheInstallationLacks() throws Exception {
        Installation bare = new Installation(temp.resolve("bare"));
        Files.createDirectories(bare.lib());
        Files.writeString(bare.lib().resolve("weft-spi-1.2.jar"), "");

        StartException thrown = assertThrows(
                StartException.class, () -> new NewProject("a", "com.example", temp.resolve("p")).write(bare));

        assertEquals(bare.root() + ": no weft-testkit in this installation", thrown.getMessage());
    }

    /** Then they are in the local repository of whoever has built Weft, and are known to work together. */
    @Test
    void asksForTheVersionsThatWeftItselfIsBuiltWith() throws Exception {
        String ours = Files.readString(Path.of("../pom.xml"));
        Path project = write("a", "com.example");
        List<String> versions = Pattern.compile("<version>(\\d[\\d.]+)</version>")
                .matcher(Files.readString(project.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();

        // The first is the project's own.
        assertEquals(9, versions.size());
        for (String version : versions.subList(1, versions.size())) {
            assertTrue(ours.contains(">" + version + "</"), version);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "greeter,GreeterHandler",
        "chat-room,ChatRoomHandler",
        "a,AHandler",
        "x--1-,X1Handler",
        "message,MessagesHandler"
    })
    void makesAClassNameOfTheId(String id, String className) {
        assertEquals(className, new NewProject(id, "com.example", temp).className());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Chat", "../x", "a b", "1a", "a.b"})
    void refusesANameThatIsNoId(String name) {
        assertEquals(
                new CommandRun(
                        2,
                        "",
                        "weft: " + name
                                + ": an id of 1 to 64 characters a-z, 0-9 and -, starting with a letter, is needed\n"),
                CommandRun.of("plugin", "new", name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "com.class", "a..b", "java.util", "dev.weft.spi", "dev.weft.spi.x"})
    void refusesAPackageThatIsNone(String name) {
        assertEquals(
                new CommandRun(2, "", "weft: --package=" + name + ": a package such as com.example is needed\n"),
                CommandRun.of("plugin", "new", "chat", "--package", name));
    }

    @Test
    void needsAName() {
        assertEquals(2, CommandRun.of("plugin", "new").exitCode());
        assertEquals(2, CommandRun.of("plugin").exitCode());
    }

    private Path write(String id, String packageName) throws Exception {
        Path project = temp.resolve("project");
        new NewProject(id, packageName, project).write(installation());
        return project;
    }

    /** An installation of files that are named like the real ones. */
    private Installation installation() throws IOException {
        Installation installation = new Installation(temp.resolve("weft-1.2"));
        Files.createDirectories(installation.lib());
        Files.createDirectories(installation.testkit());
        for (String jar : List.of("weft-spi-1.2.jar", "weft-server-1.2.jar", "slf4j-api-2.0.17.jar", "notes.jar")) {
            Files.writeString(installation.lib().resolve(jar), jar);
        }
        Files.writeString(installation.lib().resolve("weft-1-2-java25.jsa"), "a class archive");
        Files.writeString(installation.testkit().resolve("weft-testkit-1.2.jar"), "testkit");
        return installation;
    }

    private static Set<String> files(Path root, String leftOut) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            TreeSet<String> names = new TreeSet<>();
            all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.startsWith(leftOut + "/"))
                    .forEach(names::add);
            return names;
        }
    }
}
