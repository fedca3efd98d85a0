package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.testkit.PluginJar;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads the log stops reading, or a plugin closes what it is written to: everything else goes on. */
class UnreadLogIT {

    /** Why 8,000 lines of 200 bytes? A pipe holds 64 KiB, and the server some thousand lines and a megabyte. */
    private static final String TALKER = """
            @Handler("talker")
            public final class Talker implements MessageHandler {
                private HandlerContext context;

                @Override
                public void start(HandlerContext started) {
                    context = started;
                }

                @Override
                public void onMessage(Session session, Message message) {
                    switch (((Message.Text) message).text()) {
                        case "log" -> {
                            for (int i = 0; i < 8_000; i++) {
                                context.logger().log(System.Logger.Level.INFO, "line " + i + " " + "x".repeat(200));
                            }
                        }
                        case "print" -> {
                            for (int i = 0; i < 8_000; i++) {
                                System.err.println("line " + i + " " + "x".repeat(200));
                            }
                        }
                        case "close" -> {
                            System.err.close();
                            System.out.close();
                        }
                        case "say" -> {
                            context.logger().log(System.Logger.Level.INFO, "said in the log");
                            System.err.println("said on standard error");
                            System.out.println("said on standard output");
                        }
                        default -> {}
                    }
                    session.send(message);
                }
            }
            """;

    @TempDir
    private Path plugins;

    @BeforeEach
    void build() throws Exception {
        PluginJar.named("talker.jar").handler("com.acme.Talker", TALKER).in(plugins);
    }

    private ProcessBuilder server() {
        return WeftProcess.builder(
                "serve",
                "--port=0",
                "--plugins-dir=" + plugins,
                "--handler=talker",
                "--handshake-timeout=1s",
                "--ping-interval=1s",
                "--pong-timeout=1s");
    }

    private static void ask(RawClient client, String text) throws Exception {
        client.text(text);
        assertEquals(text, client.readAndPong().text());
    }

    @Test
    void stopsNoDeadlineAndLosesNoMoreThanItCounts() throws Exception {
        try (WeftProcess server = WeftProcess.runUnread(server())) {
            server.awaitListening();
            try (RawClient client = RawClient.open(server.port(), "/")) {
                ask(client, "log");
                ask(client, "print");
            }

            try (RawClient ruleBreaker = RawClient.open(server.port(), "/")) {
                ruleBreaker.write(new byte[] {(byte) 0x83, (byte) 0x80, 1, 2, 3, 4});
                assertEquals(1002, ruleBreaker.awaitClose());
            }
            try (RawClient silent = RawClient.connect(server.port())) {
                silent.awaitEnd();
            }
            try (RawClient withoutPong = RawClient.open(server.port(), "/")) {
                withoutPong.awaitEnd();
            }
            try (RawClient fresh = RawClient.open(server.port(), "/")) {
                ask(fresh, "still here");
            }

            server.readErrors();
            server.awaitOutput("^\\(\\d+ lines lost: standard error was not read for a while\\)$");
            try (RawClient again = RawClient.open(server.port(), "/")) {
                ask(again, "say");
            }
            server.awaitOutput("INFO .*said in the log$");
            server.terminate();
            assertEquals(0, server.awaitExit());
        }
    }

    @Test
    void neverReadDoesNotHoldUpTheEnd() throws Exception {
        try (WeftProcess server = WeftProcess.runUnread(server())) {
            server.awaitListening();
            try (RawClient client = RawClient.open(server.port(), "/")) {
                ask(client, "log");
            }

            server.terminate();

            assertEquals(0, server.awaitExit());
        }
    }

    @Test
    void aPluginThatClosesTheStandardStreamsTakesThemFromNobody() throws Exception {
        try (WeftProcess server = WeftProcess.run(server())) {
            server.awaitListening();
            try (RawClient client = RawClient.open(server.port(), "/")) {
                ask(client, "close");
                ask(client, "say");
            }

            server.awaitOutput("INFO .*said in the log$");
            server.awaitOutput("^said on standard error$");
            server.awaitOutput("^said on standard output$");
            server.terminate();
            assertEquals(0, server.awaitExit(), server::output);
        }
    }
}
