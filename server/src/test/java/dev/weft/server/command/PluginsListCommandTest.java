package dev.weft.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsListCommandTest {

    @TempDir
    private Path folder;

    @Test
    void printsAnObjectForEachReport() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.jar"), "");
        Path chat = PluginJar.named("chat.jar")
                .manifest("Implementation-Version", "1.2")
                .handler("a.Chat", """
                        @Handler(value = "chat", description = "Says \\"hi\\".", subprotocols = {"v2.chat", "v1.chat"})
                        public final class Chat implements MessageHandler {
                            public void onMessage(Session session, Message message) { System.exit(1); }
                        }
                        """)
                .in(folder);

        assertEquals(
                new CommandRun(
                        0,
                        "[{\"jar\":\"" + bad + "\",\"id\":\"\",\"description\":\"\",\"version\":\"\","
                                + "\"state\":\"rejected\",\"reason\":\"not a JAR: it is empty\","
                                + "\"warnings\":[],\"subprotocols\":[]},\n"
                                + " {\"jar\":\"" + chat + "\",\"id\":\"chat\",\"description\":\"Says \\\"hi\\\".\","
                                + "\"version\":\"1.2\",\"state\":\"verified\",\"reason\":\"\","
                                + "\"warnings\":[\"a.Chat calls System.exit, which ends the whole server\"],"
                                + "\"subprotocols\":[\"v2.chat\",\"v1.chat\"]}]\n",
                        ""),
                list("--json"));
    }

    @Test
    void printsAnEmptyArrayOfNothing() {
        assertEquals(new CommandRun(0, "[]\n", ""), list("--json"));
    }

    @Test
    void promisesEveryNameInItsHelp() {
        String help = list("--help").out();

        for (String name :
                List.of("jar", "id", "description", "version", "state", "reason", "warnings", "subprotocols")) {
            assertTrue(help.lines().anyMatch(line -> line.startsWith("  " + name + "  ")), name);
        }
    }

    private CommandRun list(String option) {
        return CommandRun.of("plugins", "list", option, "--plugins-dir", folder.toString());
    }
}
