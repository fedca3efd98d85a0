package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {

    @TempDir
    private Path temp;

    private Path plugins;
    private Path work;
    private PluginFolder folder;

    @BeforeEach
    void makeFolders() throws IOException {
        plugins = Files.createDirectory(temp.resolve("plugins"));
        work = temp.resolve("work");
        folder = new PluginFolder(List.of(plugins), work);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void findsJarsInTheOrderOfTheirNames() throws IOException {
        for (String name : List.of("b.jar", "a.jar", "B.jar", "a-1.jar")) {
            Files.writeString(plugins.resolve(name), name);
        }

        assertEquals(
                List.of("B.jar", "a-1.jar", "a.jar", "b.jar"),
                names(folder.scan().jars()));
    }

    @Test
    void looksAtNothingButJarsDirectlyInside() throws IOException {
        for (String name : List.of(".hidden.jar", "x.jar.tmp", "x.jar.part", ".x.tmp", "x.zip", "jar", "x.JAR")) {
            Files.writeString(plugins.resolve(name), name);
        }
        Files.createDirectories(plugins.resolve("echo/target"));
        Files.writeString(plugins.resolve("echo/target/echo.jar"), "a build's own JAR");

        assertEquals(new PluginFolder.Scan(List.of(), List.of(), Set.of()), folder.scan());
    }

    @Test
    void keepsTheOrderOfTheFoldersAndReadsOneThatIsNamedTwiceOnce() throws IOException {
        Path first = Files.createDirectory(temp.resolve("zz"));
        Files.writeString(first.resolve("z.jar"), "z");
        Files.writeString(plugins.resolve("a.jar"), "a");
        Path again = temp.resolve("zz/../zz");

        try (PluginFolder both = new PluginFolder(List.of(first, plugins, again), work)) {
            assertEquals(List.of("z.jar", "a.jar"), names(both.scan().jars()));
        }
    }

    @Test
    void reportsAFolderThatIsNone() throws IOException {
        Path missing = temp.resolve("missing");
        Path file = Files.writeString(temp.resolve("file"), "");

        try (PluginFolder none = new PluginFolder(List.of(missing, file), work)) {
            assertEquals(
                    List.of(
                            PluginReport.rejected(missing, "no such folder"),
                            PluginReport.rejected(file, "not a folder")),
                    none.scan().problems());
        }
    }

    @Test
    void writesNothingUntilThereIsSomethingToCopy() {
        folder.scan();

        assertFalse(Files.exists(work));
    }

    @Test
    void copiesUnderANameOfStemDigestAndGeneration() throws Exception {
        Path jar = Files.writeString(plugins.resolve("echo.jar"), "abc");

        CopiedJar copied = folder.copy(jar);

        // SHA-256 of "abc", FIPS 180-4 example.
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", copied.sha256());
        assertEquals("echo-ba7816bf8f01-1.jar", copied.copy().getFileName().toString());
        assertEquals(jar, copied.original());
        assertEquals("abc", Files.readString(copied.copy()));
        assertTrue(copied.copy().startsWith(work));
    }

    @Test
    void givesEachCopyOfOneFileNameItsOwnGeneration() throws Exception {
        Path jar = Files.writeString(plugins.resolve("echo.jar"), "abc");
        CopiedJar first = folder.copy(jar);

        CopiedJar second = folder.copy(jar);

        assertEquals(1, first.generation());
        assertEquals(2, second.generation());
        assertNotEquals(first.copy(), second.copy());
    }

    @Test
    void tellsFilesApartWhoseCopiesWouldHaveOneName() throws Exception {
        CopiedJar first = folder.copy(Files.writeString(plugins.resolve("a b.jar"), "abc"));
        CopiedJar second = folder.copy(Files.writeString(plugins.resolve("a+b.jar"), "abc"));

        assertNotEquals(first.copy(), second.copy());
    }

    @Test
    void copiesLargeFilesWhole() throws Exception {
        byte[] large = new byte[200_001];
        large[200_000] = 7;
        Path jar = Files.write(plugins.resolve("large.jar"), large);

        assertArrayEquals(large, Files.readAllBytes(folder.copy(jar).copy()));
    }

    @Test
    void takesAFileOfThePermittedSizeAndNoLarger() throws Exception {
        JarLimits limits = new JarLimits(100, 10, 1000, 1000);
        Path permitted = Files.write(plugins.resolve("100.jar"), new byte[100]);
        Path larger = Files.write(plugins.resolve("101.jar"), new byte[101]);

        try (PluginFolder limited = new PluginFolder(List.of(plugins), List.of(), work, limits)) {
            limited.copy(permitted);

            assertEquals("it is larger than 100 bytes", rejected(limited, larger));
        }
    }

    @Test
    void saysWhatAFileIsThatIsNoJar() throws IOException {
        Path empty = Files.createFile(plugins.resolve("empty.jar"));
        Path nested = Files.createDirectory(plugins.resolve("folder.jar"));
        Path circle = Files.createSymbolicLink(plugins.resolve("circle.jar"), Path.of("circle.jar"));

        assertEquals("not a JAR: it is empty", rejected(folder, empty));
        assertEquals(List.of(), copies());
        assertEquals("not a JAR: it is a folder", rejected(folder, nested));
        assertEquals("not a JAR: it is not a regular file", rejected(folder, circle));
        assertEquals("no such file", rejected(folder, plugins.resolve("missing.jar")));
        assertEquals(
                List.of("circle.jar", "empty.jar", "folder.jar"),
                names(folder.scan().jars()));
    }

    @Test
    void followsALinkToAJar() throws Exception {
        Path target = Files.writeString(temp.resolve("target"), "abc");
        Path link = Files.createSymbolicLink(plugins.resolve("link.jar"), target);

        assertEquals("abc", Files.readString(folder.copy(link).copy()));
    }

    @Test
    void saysWhereItCannotCopyTo() throws IOException {
        Path jar = Files.writeString(plugins.resolve("echo.jar"), "abc");
        Path file = Files.writeString(temp.resolve("file"), "");

        try (PluginFolder nowhere = new PluginFolder(List.of(plugins), file)) {
            String reason = rejected(nowhere, jar);
            assertTrue(reason.startsWith("it cannot be copied to " + file + ": "), reason);
        }
    }

    @Test
    void deletesTheCopiesWhenItIsClosed() throws Exception {
        folder.copy(Files.writeString(plugins.resolve("echo.jar"), "abc"));

        folder.close();

        assertEquals(List.of(), copies());
        assertTrue(Files.exists(plugins.resolve("echo.jar")));
    }

    @Test
    void checksFilesOfAnyName() throws IOException {
        Path file = Files.writeString(temp.resolve("build-output"), "abc");

        try (PluginFolder files = PluginFolder.ofFiles(List.of(file))) {
            assertEquals(List.of(file), files.scan().jars());
        }
    }

    private List<Path> copies() throws IOException {
        try (Stream<Path> left = Files.walk(work)) {
            return left.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList();
        }
    }

    private static String rejected(PluginFolder folder, Path jar) {
        return assertThrows(PluginRejectedException.class, () -> folder.copy(jar))
                .reason();
    }

    private static List<String> names(List<Path> jars) {
        return jars.stream().map(jar -> jar.getFileName().toString()).toList();
    }
}
