package dev.weft.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsCheckCommandTest {

    @TempDir
    private Path folder;

    @Test
    void saysOkOfAGoodFile() {
        Path jar = PluginJar.echoing("chat")
                .manifest("Implementation-Version", "1.2")
                .manifest("Weft-Spi-Version", "0.1")
                .in(folder);

        assertEquals(
                new CommandRun(0, "ok: " + jar + ": handler chat, version 1.2, SPI 0.1, Java 21\n", ""), check(jar));
    }

    @Test
    void warnsAndIsContent() {
        Path jar = PluginJar.answering("chat", "System.exit(0);").in(folder);

        assertEquals(
                new CommandRun(
                        0,
                        "ok: " + jar + ": handler chat, Java 21\n"
                                + "warning: " + jar
                                + ": plugin.Answering calls System.exit, which ends the whole server\n"
                                + "warning: " + jar + ": META-INF/MANIFEST.MF has no Weft-Spi-Version: add the line"
                                + " Weft-Spi-Version: 0.2\n",
                        ""),
                check(jar));
    }

    @Test
    void printsALineForEveryProblemOfEveryFileAndExitsWith1() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "");
        Path bad = PluginJar.named("bad.jar")
                .manifest("Weft-Spi-Version", "0.1")
                .service("a b")
                .service("a.Gone")
                .in(folder);
        Path good =
                PluginJar.echoing("chat").manifest("Weft-Spi-Version", "0.1").in(folder);
        String service = "META-INF/services/dev.weft.spi.MessageHandler";

        assertEquals(
                new CommandRun(
                        1,
                        "rejected: " + text + ": not a JAR: it is empty\n"
                                + "rejected: " + bad + ": " + service + " line 1: 'a b' is not a class name\n"
                                + "rejected: " + bad + ": " + service
                                + " line 2 names a.Gone, which is not in the JAR\n"
                                + "ok: " + good + ": handler chat, SPI 0.1, Java 21\n",
                        ""),
                check(text, bad, good));
    }

    @Test
    void warnsOfAnIdThatTwoFilesHave() throws IOException {
        Path jar = PluginJar.echoing("chat").manifest("Weft-Spi-Version", "0.1").in(folder);
        Path copy = Files.copy(jar, folder.resolve("z.jar"));

        CommandRun run = check(jar, copy);

        assertEquals(0, run.exitCode());
        assertTrue(
                run.out()
                        .endsWith("warning: " + copy + ": " + jar
                                + " has the id 'chat' too: a server takes the first by name\n"),
                run::out);
    }

    @Test
    void exitsWith2WhenItIsUsedWrong() {
        Path absent = folder.resolve("absent.jar");

        assertEquals(new CommandRun(2, "", "weft: " + absent + ": no such file\n"), check(absent));
        assertEquals(2, CommandRun.of("plugins", "check").exitCode());
        assertEquals(2, CommandRun.of("plugins", "check", "--port", "1").exitCode());
        assertEquals(2, CommandRun.of("plugins", "list", "--port", "1").exitCode());
    }

    @Test
    void tellsItsExitCodes() {
        CommandRun help = CommandRun.of("plugins", "check", "--help");

        assertEquals(0, help.exitCode());
        assertTrue(help.out().contains("0 all accepted, 1 rejected, 2 usage error, 3 this command failed."), help::out);
    }

    private static CommandRun check(Path... files) {
        String[] args = new String[files.length + 2];
        args[0] = "plugins";
        args[1] = "check";
        for (int i = 0; i < files.length; i++) {
            args[i + 2] = files[i].toString();
        }
        return CommandRun.of(args);
    }
}
