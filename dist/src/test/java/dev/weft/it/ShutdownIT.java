package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the server ends. */
class ShutdownIT {

    /** 128 + 15: ended by SIGTERM, in order. */
    private static final List<Integer> ORDERLY = List.of(0, 143);

    @TempDir
    private Path plugins;

    @Test
    void saysGoodbyeWith1001() throws Exception {
        try (WeftProcess server = WeftProcess.serve("--handler", "echo");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            assertEquals("text hello", client.send("hello").next());

            server.terminate();

            assertEquals("close 1001", client.next().substring(0, 10));
            int exit = server.awaitExit();
            assertTrue(ORDERLY.contains(exit), () -> "exit code " + exit);
        }
    }

    @Test
    void endsWhateverAHandlerDoes() throws Exception {
        PluginJar.answering("stubborn", """
                session.send("blocked");
                while (true) {
                    try {
                        new java.util.concurrent.CountDownLatch(1).await();
                    } catch (InterruptedException ignored) {
                        // Stubborn.
                    }
                }
                """).in(plugins);
        try (WeftProcess server = WeftProcess.serve(
                        "--plugins-dir", plugins.toString(), "--handler", "stubborn", "--shutdown-timeout", "1s");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            assertEquals("text blocked", client.send("x").next());

            server.terminate();

            int exit = server.awaitExit();
            assertTrue(ORDERLY.contains(exit), () -> "exit code " + exit);
        }
    }

    @Test
    void aSignalDuringTheStartEndsItQuietly() throws Exception {
        PluginJar.named("slow.jar").handler("com.example.Slow", """
                        @Handler("slow")
                        public final class Slow implements MessageHandler {
                            @Override
                            public void start(HandlerContext context) throws Exception {
                                System.out.println("starting");
                                new java.util.concurrent.CountDownLatch(1).await();
                            }

                            @Override
                            public void onMessage(Session session, Message message) {}
                        }
                        """).in(plugins);
        try (WeftProcess server =
                WeftProcess.run("serve", "--port", "0", "--plugins-dir", plugins.toString(), "--handler", "slow")) {
            server.awaitOutput("starting");

            server.terminate();

            assertEquals(143, server.awaitExit(), server::output);
            assertEquals("starting", server.awaitWholeOutput());
        }
    }

    /** Each is loaded at another moment between the JVM's own start and the first line the server prints. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sun.launcher.LauncherHelper",
                "dev.weft.server.Main",
                "dev.weft.server.log.LogOutput",
                "picocli.CommandLine",
                "dev.weft.server.command.StopRequest"
            })
    void aSignalBeforeTheServerTakesThemEndsTheJvmQuietly(String loaded) throws Exception {
        Path installation = Folders.copy(WeftProcess.home(), plugins.resolve("weft"));
        for (Path archive : Folders.find(installation.resolve("lib"), "weft-*.jsa")) {
            Files.delete(archive);
        }
        ProcessBuilder starting = WeftProcess.builderIn(installation, "serve", "--port", "0", "--handler", "echo");
        starting.environment().put("WEFT_JAVA_OPTS", "-Xlog:class+load");
        try (WeftProcess server = WeftProcess.run(starting)) {
            server.awaitOutput(Pattern.quote(loaded + " source:"));

            server.terminate();

            assertEquals(143, server.awaitExit());
            List<String> said = server.awaitWholeOutput()
                    .lines()
                    .filter(line -> !line.startsWith("["))
                    .toList();
            assertEquals(List.of(), said);
        }
    }
}
