package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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

    /** How long deadlines are watched. */
    private static final int SECONDS = Length.of(1, 3_600);

    /** What a busy machine adds. */
    private static final long MARGIN_SECONDS = 10;

    private final Map<String, Long> longest = new TreeMap<>();

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

            long begun = System.nanoTime();
            do {
                assertDeadlinesAreKept(server.port());
            } while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(SECONDS));
            System.out.printf("%d s with a log that nobody reads: %s%n", SECONDS, longest);

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

    /** One of each kind of client, while lines are still written. */
    private void assertDeadlinesAreKept(int port) throws Exception {
        assertWithin(0, "a rule broken", () -> {
            try (RawClient ruleBreaker = RawClient.open(port, "/")) {
                ruleBreaker.write(new byte[] {(byte) 0x83, (byte) 0x80, 1, 2, 3, 4});
                assertEquals(1002, ruleBreaker.awaitClose());
            }
        });
        assertWithin(1, "no request", () -> {
            try (RawClient silent = RawClient.connect(port)) {
                silent.awaitEnd();
            }
        });
        assertWithin(2, "no pong", () -> {
            try (RawClient withoutPong = RawClient.open(port, "/")) {
                withoutPong.awaitEnd();
            }
        });
        assertWithin(0, "a question", () -> {
            try (RawClient fresh = RawClient.open(port, "/")) {
                ask(fresh, "say");
            }
        });
    }

    private void assertWithin(long seconds, String what, Executable deadline) throws Exception {
        long begun = System.nanoTime();
        assertDoesNotThrow(deadline, what);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        longest.merge(what + ", in ms", took, Math::max);
        assertTrue(took < TimeUnit.SECONDS.toMillis(seconds + MARGIN_SECONDS), () -> what + " after " + took + " ms");
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
