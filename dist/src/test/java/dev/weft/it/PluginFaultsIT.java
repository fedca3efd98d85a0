package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes of a handler that was compiled against the SPI alone end their own session, and no echo of anybody else's. */
class PluginFaultsIT {

    /** Why 64? More than the server has carriers on any usual machine. */
    private static final int SLEEPERS = 64;

    private static final int THREADS = 16;
    private static final int MESSAGES = 200;

    private static final String FAULTY = """
            @Handler("faulty")
            public final class Faulty implements MessageHandler {
                private HandlerContext context;

                @Override
                public void start(HandlerContext started) {
                    context = started;
                }

                @Override
                public void onOpen(Session session) {
                    failIf(session, "open");
                }

                @Override
                public void onMessage(Session session, Message message) throws Exception {
                    switch (((Message.Text) message).text()) {
                        case "exception" -> throw new IllegalStateException("the password is hunter2");
                        case "overflow" -> deeper(1);
                        case "memory" -> session.send(Message.binary(new byte[Integer.MAX_VALUE]));
                        case "linkage" -> throw new NoClassDefFoundError("com/example/Gone");
                        case "assertion" -> throw new AssertionError("never");
                        case "sleep" -> sleep(session);
                        case "crowd" -> crowd(session);
                        case "null" -> session.send(name(() -> session.send((String) null)));
                        case "null message" -> session.send(name(() -> session.send((Message) null)));
                        case "surrogate" -> session.send(name(() -> session.send("a\\ud83d")));
                        case "bad close" -> session.send(name(() -> session.close(new CloseStatus(1005, ""))));
                        case "close twice" -> {
                            session.close(new CloseStatus(4000, "first"));
                            session.close(new CloseStatus(4001, name(() -> session.send("late"))));
                            session.send("later");
                        }
                        case "streams" -> streams(session);
                        case "ask" -> session.send(context.operator().ask(session, "well?"));
                        case "exit" -> System.exit(7);
                        default -> session.send(message);
                    }
                }

                @Override
                public void onClose(Session session, CloseStatus status) {
                    failIf(session, "close");
                }

                private static void failIf(Session session, String where) {
                    if (session.handshake().query().equals(java.util.Optional.of(where))) {
                        throw new IllegalArgumentException("thrown in " + where);
                    }
                }

                private static void streams(Session session) throws Exception {
                    session.send("read " + System.in.read());
                    System.in.close();
                    var nowhere = new java.io.PrintStream(java.io.OutputStream.nullOutputStream());
                    System.setOut(nowhere);
                    System.setErr(nowhere);
                }

                private static int deeper(int depth) {
                    return 1 + deeper(depth + 1);
                }

                private static void sleep(Session session) throws InterruptedException {
                    synchronized (session) {
                        session.send("asleep");
                        Thread.sleep(600_000);
                    }
                }

                private static void crowd(Session session) {
                    for (int i = 0; i < %d; i++) {
                        int sender = i;
                        Thread.ofPlatform().start(() -> {
                            for (int number = 0; number < %d; number++) {
                                session.send(sender + " " + number + " " + "x".repeat(sender * number));
                            }
                        });
                    }
                }

                private static String name(Runnable action) {
                    try {
                        action.run();
                        return "nothing thrown";
                    } catch (RuntimeException thrown) {
                        return thrown.getClass().getSimpleName();
                    }
                }
            }
            """.formatted(THREADS, MESSAGES);

    @TempDir
    private Path plugins;

    private WeftProcess server;
    private Witness witness;

    @BeforeEach
    void start() throws Exception {
        PluginJar.named("faulty.jar").handler("com.example.Faulty", FAULTY).in(plugins);
        PluginJar.echoing("echo").in(plugins);
        server = WeftProcess.serve(
                "--plugins-dir",
                plugins.toString(),
                "--handler",
                "echo",
                "--handler",
                "faulty",
                "--shutdown-timeout",
                "1s");
        witness = Witness.of(server);
    }

    @AfterEach
    void stop() {
        witness.close();
        server.close();
    }

    private JdkClient faulty() {
        return JdkClient.connect(server.ws("/ws/faulty"));
    }

    private void assertWitnessWentOn(String what) throws Exception {
        System.out.println("while a handler " + what + ": " + witness.testimony());
    }

    private boolean isDegraded(String id) throws IOException {
        try (InputStream in = server.http("/api/handlers").toURL().openStream()) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return json.substring(json.indexOf("\"id\":\"" + id)).contains("\"degraded\":true");
        }
    }

    /** The number in the close reason, by which the peer's report finds its line in the log. */
    private static String incidentOf(String close) {
        Matcher incident = Pattern.compile("close 1011 internal error, incident ([0-9a-f]{8})")
                .matcher(close);
        assertTrue(incident.matches(), close);
        return incident.group(1);
    }

    private long incidents(String what) {
        return server.output()
                .lines()
                .filter(line -> line.contains("incident ") && line.contains(what))
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        "exception, java.lang.IllegalStateException",
        "overflow, java.lang.StackOverflowError",
        "memory, java.lang.OutOfMemoryError",
        "linkage, java.lang.NoClassDefFoundError",
        "assertion, java.lang.AssertionError"
    })
    void whatItThrowsClosesThatSessionWith1011AndIsLoggedOnce(String fault, String thrown) throws Exception {
        try (JdkClient client = faulty();
                JdkClient neighbour = faulty()) {
            assertEquals("text hello", neighbour.send("hello").next());

            String incident = incidentOf(client.send(fault).next());

            assertEquals("text still here", neighbour.send("still here").next());
            server.awaitOutput("incident " + incident + ": " + thrown);
            assertEquals(1, incidents(""), server::output);
            assertEquals(fault.equals("memory"), isDegraded("faulty"));
            assertWitnessWentOn("throws " + thrown);
        }
    }

    @Test
    void whatItThrowsInOnOpenClosesThatSessionAndInOnCloseChangesNothing() throws Exception {
        try (JdkClient opening = JdkClient.connect(server.ws("/ws/faulty?open"));
                JdkClient closing = JdkClient.connect(server.ws("/ws/faulty?close"))) {
            String incident = incidentOf(opening.next());
            server.awaitOutput("incident " + incident + ": .*thrown in open");

            closing.socket().sendClose(4000, "bye").join();

            assertEquals("close 4000", closing.next());
            server.awaitOutput("incident .*thrown in close");
            assertEquals(2, incidents(""), server::output);
            assertWitnessWentOn("throws in onOpen and onClose");
        }
    }

    @Test
    void whoSleepsInsideALockKeepsNobodyElseWaiting() throws Exception {
        List<JdkClient> sleepers = new ArrayList<>();
        for (int i = 0; i < SLEEPERS; i++) {
            sleepers.add(faulty().send("sleep"));
        }
        for (JdkClient sleeper : sleepers) {
            assertEquals("text asleep", sleeper.next());
        }

        try (JdkClient newcomer = faulty()) {
            assertEquals("text hello", newcomer.send("hello").next());
        }
        sleepers.getFirst().socket().sendClose(1000, "").join();
        assertEquals("close 1000", sleepers.getFirst().next());
        assertWitnessWentOn("sleeps inside a lock on " + SLEEPERS + " connections");
        sleepers.forEach(JdkClient::close);
    }

    @Test
    void whatManyThreadsSendArrivesWholeAndInTheOrderOfEach() throws Exception {
        try (JdkClient client = faulty()) {
            client.send("crowd");

            Map<Integer, Integer> next = new HashMap<>();
            for (int i = 0; i < THREADS * MESSAGES; i++) {
                String[] parts = client.next().split(" ", -1);
                int sender = Integer.parseInt(parts[1]);
                int number = next.merge(sender, 1, Integer::sum) - 1;
                assertEquals(number, Integer.parseInt(parts[2]), () -> "of thread " + sender);
                assertEquals("x".repeat(sender * number), parts[3]);
            }
            assertEquals(THREADS, next.size());
            assertTrue(client.heardNothing());
            assertWitnessWentOn("sends from " + THREADS + " threads");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "null, NullPointerException",
        "null message, NullPointerException",
        "surrogate, IllegalArgumentException",
        "bad close, IllegalArgumentException"
    })
    void whatCannotBeSentIsRefusedToTheHandlerAndHarmsNoSession(String mistake, String thrown) throws Exception {
        try (JdkClient client = faulty()) {
            assertEquals("text " + thrown, client.send(mistake).next());
            assertEquals("text still here", client.send("still here").next());
        }
    }

    @Test
    void whatItSendsAfterItsCloseIsRefusedAndTheFirstCloseStays() throws Exception {
        try (JdkClient client = faulty()) {
            assertEquals("close 4000 first", client.send("close twice").next());
            assertWitnessWentOn("sends after its Close");
            assertEquals(0, incidents(""), server::output);
        }
    }

    @Test
    void whoMeddlesWithTheStandardStreamsTakesNothingFromTheOperator() throws Exception {
        try (JdkClient client = faulty()) {
            assertEquals("text read -1", client.send("streams").next());

            client.send("ask");
            server.awaitOutput("well\\?");
            server.type("still here\n");
            assertEquals("text still here", client.next());
            client.send("exception");
            server.awaitOutput("incident .*IllegalStateException");
        }
    }

    @Test
    void whoCallsSystemExitStopsTheServerInOrder() throws Exception {
        try (JdkClient client = faulty();
                JdkClient other = faulty()) {
            assertEquals("text hello", other.send("hello").next());

            client.send("exit");

            assertEquals("close 1001", other.next().substring(0, 10));
            assertEquals(7, server.awaitExit());
            server.awaitOutput("Runtime.exit\\(\\) called with status: 7 by .*faulty#1.*com.example.Faulty.onMessage");
            assertFalse(server.awaitWholeOutput().contains("\n    com.example"), server::output);
        }
    }
}
