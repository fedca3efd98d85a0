package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {

    /** SHA-256 of "abc", FIPS 180-4 example. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String OTHER = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    private Path plugins;

    private CopiedJar jar;

    @BeforeEach
    void nameAJar() {
        jar = new CopiedJar(plugins.resolve("my echo.jar"), plugins.resolve("copy.jar"), ABC, 1);
    }

    @Test
    void letsEverythingPassThatHasNone() {
        assertDoesNotThrow(() -> AllowList.check(jar));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ABC,
                "  " + ABC + "\t",
                "\uFEFF" + ABC,
                ABC + "  my echo.jar",
                ABC + " *my echo.jar",
                ABC + "  ./older/name.jar",
                OTHER + "  other.jar\r\n" + ABC + "  my echo.jar\r\n",
                "# trusted\n\n" + OTHER + "\n" + ABC,
                OTHER + "  my echo.jar\n" + ABC + "  my echo.jar",
            })
    void letsAContentPassThatIsOnIt(String list) throws IOException {
        write(list);

        assertDoesNotThrow(() -> AllowList.check(jar));
    }

    @Test
    void takesDigestsOfCapitalLetters() throws IOException {
        write("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD *my echo.jar");

        assertDoesNotThrow(() -> AllowList.check(jar));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment", OTHER, "#" + ABC})
    void namesTheLineToAdd(String list) throws IOException {
        write(list);

        assertEquals("its content is not in plugins.sha256: add the line " + ABC + "  my echo.jar", rejected());
    }

    @Test
    void namesTheLineThatIsOfAnotherContent() throws IOException {
        write("\n" + OTHER + "  my echo.jar");

        assertEquals(
                "its content is not in plugins.sha256: if this content is meant, write in its line 2 " + ABC
                        + "  my echo.jar",
                rejected());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my echo.jar",
                "ba7816bf  my echo.jar",
                ABC + "0  my echo.jar",
                ABC + ".jar",
                "SHA256 (my echo.jar) = " + ABC,
                "\\" + ABC + "  two\\nlines.jar",
            })
    void refusesEveryJarForALineThatIsNone(String line) throws IOException {
        write("# list\n" + line + "\n" + ABC + "  my echo.jar\n");

        assertEquals(
                "plugins.sha256 line 2 is no SHA-256 with or without a file name, so no file of this folder is taken: "
                        + line,
                rejected());
    }

    @Test
    void refusesEveryJarIfItIsNoTextFile() throws IOException {
        Files.write(plugins.resolve("plugins.sha256"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertEquals("plugins.sha256 is not UTF-8 text, so no file of this folder is taken", rejected());

        Files.delete(plugins.resolve("plugins.sha256"));
        Files.createDirectory(plugins.resolve("plugins.sha256"));
        assertEquals(
                "plugins.sha256 is not a file of at most 1048576 bytes, so no file of this folder is taken",
                rejected());

        Files.delete(plugins.resolve("plugins.sha256"));
        Files.createSymbolicLink(plugins.resolve("plugins.sha256"), plugins.resolve("gone"));
        assertTrue(rejected().startsWith("plugins.sha256 cannot be read"));
    }

    private void write(String list) throws IOException {
        Files.writeString(plugins.resolve("plugins.sha256"), list);
    }

    private String rejected() {
        return assertThrows(PluginRejectedException.class, () -> AllowList.check(jar))
                .reason();
    }
}
