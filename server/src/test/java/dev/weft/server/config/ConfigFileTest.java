package dev.weft.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    @TempDir
    Path folder;

    @Test
    void readsEveryWayToWriteALine() throws IOException {
        ConfigSource source = read("""
                # a comment \\
                ! another
                port=1

                host : 0.0.0.0
                  idle-timeout   5m
                max-header-size = \\
                   32KiB
                """);

        assertEquals("1", text(source, Setting.PORT));
        assertEquals("0.0.0.0", text(source, Setting.HOST));
        assertEquals("5m", text(source, Setting.IDLE_TIMEOUT));
        assertEquals("32KiB", text(source, Setting.MAX_HEADER_SIZE));
    }

    @Test
    void readsTheFirstLineBehindAByteOrderMark() throws IOException {
        assertEquals("1", text(read("\uFEFFport=1\n"), Setting.PORT));
    }

    @Test
    void takesListsFromOneLineOrFromMany() throws IOException {
        ConfigSource source = read("""
                handler=echo, uppercase
                handler=json-command
                """);

        assertEquals(
                List.of("echo", "uppercase", "json-command"),
                source.values(Setting.HANDLER).stream().map(RawValue::text).toList());
    }

    @Test
    void takesHandlerSettingsUnderTheirPrefix() throws IOException {
        ConfigSource source = read("set.json-command.max-depth=20\n");

        assertEquals("json-command.max-depth=20", text(source, Setting.SET));
    }

    @Test
    void startsRelativePathsWhereTheFileIs() throws IOException {
        ConfigSource source = read("web-dir=../web\n");

        assertEquals(
                folder.resolve("../web"), source.values(Setting.WEB_DIR).get(0).path());
    }

    @Test
    void namesTheLineOfAnUnknownKey() {
        assertComplains("port=1\nprot=2\n", "weft.properties line 2: prot=2: no setting has this name");
        assertComplains("set=echo.a=b\n", "weft.properties line 1: set=echo.a=b: no setting has this name");
    }

    @Test
    void namesTheFirstLineOfAContinuedOne() {
        assertComplains("\nprot=\\\n2\n", "weft.properties line 2: prot=2: no setting has this name");
    }

    @Test
    void refusesAKeyThatStandsThereTwice() {
        assertComplains("port=1\nhost=a\nport=2\n", "weft.properties line 3: port=2: already set in line 1");
    }

    @Test
    void refusesAnEscapeThatIsNone() {
        assertComplains(
                "host=\\uXYZ\n",
                "weft.properties line 1: a backslash escape that is none (write \\\\ for a backslash)");
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws IOException {
        Path file = folder.resolve("weft.properties");
        Files.write(file, "host=stra\u00dfe".getBytes(StandardCharsets.ISO_8859_1));

        ConfigException complaint = assertThrows(ConfigException.class, () -> ConfigFile.read(file));

        assertEquals(file + ": not UTF-8", complaint.getMessage());
    }

    @Test
    void leavesAMissingFileToTheCaller() {
        assertThrows(NoSuchFileException.class, () -> ConfigFile.read(folder.resolve("absent")));
    }

    private void assertComplains(String content, String complaint) {
        ConfigException thrown = assertThrows(ConfigException.class, () -> read(content));
        assertEquals(folder.resolve(complaint).toString(), thrown.getMessage());
    }

    private ConfigSource read(String content) throws IOException {
        return ConfigFile.read(Files.writeString(folder.resolve("weft.properties"), content));
    }

    private static String text(ConfigSource source, Setting setting) {
        return source.values(setting).get(0).text();
    }
}
