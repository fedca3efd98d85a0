package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.testsupport.GoldenPlugins;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plugins that were built against an older SPI serve clients of this server. */
class GoldenPluginsIT {

    @Test
    void useAllOfSpi01() throws Exception {
        List<String> settings = List.of(
                "--set", "everything.word=golden", "--set", "tasking.word=golden", "--set", "tasking.pause=5ms");
        try (WeftProcess server = serve("0.1", List.of("hello", "everything", "tasking"), settings)) {
            try (JdkClient hello = JdkClient.connect(server.ws("/ws/hello"));
                    JdkClient tasking = JdkClient.connect(server.ws("/ws/tasking"));
                    JdkClient everything = JdkClient.connect(server.ws("/ws/everything?a=b"))) {
                assertEquals("text hello", hello.send("?").next());

                assertEquals("text ran", tasking.send("?").next());

                everything.send("all");
                assertEquals("text offered", everything.next());
                assertEquals("text all", everything.next());
                assertEquals("text wrong: []", everything.next());
                server.awaitOutput("golden all");

                everything.send("ask");
                server.awaitOutput("golden\\?");
                server.type("an answer\n");
                assertEquals("text an answer", everything.next());
                assertEquals(
                        "close 4000 asked for", everything.send("close 4000").next());
                server.awaitOutput("golden closed 4000 false");
            }
            // Process.destroy would close its output, too.
            ProcessHandle.of(server.pid()).orElseThrow().destroy();
            assertEquals(0, server.awaitExit(), server::output);
            server.awaitOutput("golden stopped");
            assertFalse(server.output().contains("incident"), server::output);
        }
    }

    @Test
    void useAllThatSpi02Added() throws Exception {
        try (WeftProcess server = serve("0.2", List.of("topical"), List.of());
                JdkClient anna = JdkClient.connect(server.ws("/"));
                JdkClient ben = JdkClient.connect(server.ws("/"))) {
            assertEquals("text subscribers 1", anna.send("subscribe").next());
            assertEquals("text subscribers 2", ben.send("subscribe").next());
            for (String kind : List.of("live", "kept", "latest")) {
                assertEquals("text to all", anna.send(kind + " to all").next());
                assertEquals("text to all", ben.next());
            }
            anna.send("others to Ben");
            assertEquals("text to Ben", ben.next());

            anna.send("history");
            assertEquals(List.of("text to all", "text to Ben", "text history 0"), next(anna, 3));
            anna.send("resume");
            // What she was left out of is not replayed to her, but is no gap.
            assertEquals(List.of("text replayed", "text up to date", "text lost"), next(anna, 3));
            assertEquals("text subscribers 1", ben.send("unsubscribe").next());
            assertEquals("text wrong: []", anna.send("say").next());
            assertFalse(server.output().contains("incident"), server::output);
        }
    }

    private static List<String> next(JdkClient client, int count) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(client.next());
        }
        return all;
    }

    private static WeftProcess serve(String version, List<String> handlers, List<String> settings) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--plugins-dir", GoldenPlugins.folder(version).toString()));
        handlers.forEach(id -> arguments.addAll(List.of("--handler", id)));
        arguments.addAll(settings);
        return WeftProcess.serve(arguments.toArray(String[]::new));
    }
}
