package dev.weft.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.config.Setting;
import dev.weft.server.log.LogOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeftCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void reset() {
        LogOutput.level("info");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "serve --help",
                "serve -h",
                "connect --help",
                "plugins --help",
                "plugins list --help",
                "plugins check --help",
                "plugin --help",
                "plugin new --help"
            })
    void helps(String line) {
        assertEquals(0, run(line.split(" ", -1)));

        assertTrue(out.toString().startsWith("Usage: weft"), out::toString);
        assertEquals("", err.toString());
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void helpNamesEverySettingWithItsDefault(Setting setting) {
        run("serve", "--help");

        String lines = Arrays.stream(out.toString().split("\n", -1))
                .filter(line -> line.contains(" " + setting.flag() + "="))
                .findFirst()
                .orElse("");
        assertTrue(!lines.isEmpty() && lines.contains(setting.type().fallback()), setting::flag);
    }

    @Test
    void tellsItsVersion() {
        assertEquals(0, run("--version"));

        assertTrue(out.toString().matches("weft \\S+ \\(Java .*\\)\\R"), out::toString);
    }

    @Test
    void needsACommand() {
        assertEquals(2, run());
        assertEquals("weft: a command is needed; see weft --help\n", err.toString());
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        assertEquals(2, run("serve", "--prot", "1"));
        assertTrue(err.toString().startsWith("weft: Unknown option"), err::toString);
        assertEquals(1, err.toString().lines().count());
    }

    @Test
    void tellsAWrongValueInOneLine() {
        assertEquals(2, run("serve", "--handler", "echo", "--port", "65536"));
        assertEquals("weft: --port=65536: a whole number from 0 to 65535 is needed\n", err.toString());
    }

    @Test
    void tellsTheLineOfAWrongValueInAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("weft.properties"), "# a\nping-interval=20\n");

        assertEquals(2, run("serve", "--handler", "echo", "--config", file.toString()));
        assertEquals(
                "weft: " + file + " line 2: ping-interval=20: a time with its unit from 0 to 24h is needed\n",
                err.toString());
    }

    @Test
    void prefersAFlagToTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("weft.properties"), "port=x\n");

        assertEquals(2, run("serve", "--config", file.toString(), "--port", "y"));
        assertEquals("weft: --port=y: a whole number from 0 to 65535 is needed\n", err.toString());
    }

    @Test
    void escapesWhatItRepeats() {
        assertEquals(2, run("serve", "--port", "1\u001b[2J\n"));
        assertTrue(err.toString().startsWith("weft: --port=1\\x1B[2J\\n: "), err::toString);
    }

    @Test
    void cannotStartWithoutTheConfigFile() {
        Path absent = folder.resolve("absent");

        assertEquals(1, run("serve", "--config", absent.toString()));
        assertEquals("weft: " + absent + ": no such file\n", err.toString());
    }

    @Test
    void cannotStartWithoutThePluginFolder() {
        Path absent = folder.resolve("absent");

        assertEquals(1, run("serve", "--handler", "echo", "--plugins-dir", absent.toString()));
        assertEquals("weft: " + absent + ": no such folder\n", err.toString());
    }

    @Test
    void cannotStartWithoutTheWebFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertEquals(
                1, run("serve", "--handler", "a", "--plugins-dir", folder.toString(), "--web-dir", file.toString()));
        assertEquals("weft: " + file + ": not a folder\n", err.toString());
    }

    @Test
    void listsWhatThereIsWhenNoHandlerIsChosen() throws IOException {
        Files.writeString(folder.resolve("bad.jar"), "no JAR");

        assertEquals(2, run("serve", "--plugins-dir", folder.toString()));

        assertEquals("weft: no handler was chosen with --handler; none is available", firstLine(err));
        assertTrue(err.toString().contains("rejected: " + folder.resolve("bad.jar") + ": not a JAR"), err::toString);
    }

    @Test
    void listsWhatThereIsWhenTheHandlerIsUnknown() throws IOException {
        Files.writeString(folder.resolve("bad.jar"), "no JAR");

        assertEquals(
                2,
                run("serve", "--handler", "nope", "--plugins-dir", folder.toString(), "--web-dir", folder.toString()));

        assertEquals("weft: no plugin has the handler nope; none is available", firstLine(err));
        assertTrue(err.toString().contains("rejected: " + folder.resolve("bad.jar") + ": not a JAR"), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void listsRejectedJarsWithTheirReason() throws IOException {
        Files.writeString(folder.resolve("bad.jar"), "no JAR");

        assertEquals(0, run("plugins", "list", "--plugins-dir", folder.toString()));

        assertEquals("No handlers in " + folder + ".", firstLine(out));
        assertTrue(out.toString().contains("rejected: " + folder.resolve("bad.jar") + ": not a JAR"), out::toString);
    }

    private static String firstLine(StringWriter written) {
        return written.toString().lines().findFirst().orElse("");
    }

    private int run(String... args) {
        return WeftCommand.commandLine(
                        new StandardStreams(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
