package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.testsupport.GoldenPlugins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins that were built against an older SPI serve clients of this server. */
class GoldenPluginsIT {

    static List<Path> folders() throws IOException {
        return GoldenPlugins.folders();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void useAllOfTheirSpi(Path golden) throws Exception {
        try (WeftProcess server = serve(golden)) {
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

    private static WeftProcess serve(Path golden) throws Exception {
        return WeftProcess.serve(
                "--plugins-dir",
                golden.toString(),
                "--handler",
                "hello",
                "--handler",
                "everything",
                "--handler",
                "tasking",
                "--set",
                "everything.word=golden",
                "--set",
                "tasking.word=golden",
                "--set",
                "tasking.pause=5ms");
    }
}
