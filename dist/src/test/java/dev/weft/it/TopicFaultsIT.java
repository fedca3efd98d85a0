package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.TopicChecker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while topics carry messages; one checker judges all of it. */
class TopicFaultsIT {

    private static final int REPLACEMENTS = Length.of(8, 100);
    private static final int RESETS = Length.of(4, 40);
    private static final int FORGERIES = Length.of(600, 1_000_000);

    /** Whether a mark says that a client begins anew, and not that a replay follows. */
    private static final Pattern BEGINS = Pattern.compile("\u001e(n kept \\S+|r kept lost \\S+)");

    private static final int SLOW_BUFFER = 16 * 1024;
    private static final int SLOW_MESSAGE = 8_000;

    @TempDir
    private Path plugins;

    @BeforeEach
    void putHandler() {
        TopicTraffic.putHandler(plugins, 1);
    }

    private WeftProcess serve(String... more) throws Exception {
        String[] arguments = new String[more.length + 6];
        System.arraycopy(
                new String[] {"--plugins-dir", plugins.toString(), "--handler", "faults", "--log-level", "debug"},
                0,
                arguments,
                0,
                6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return WeftProcess.serve(arguments);
    }

    /** Clients that all connect in this way, and read what comes. */
    private static TopicTraffic.Clients connecting(int port) {
        return new TopicTraffic.Clients() {
            @Override
            public TopicTraffic.Opening opening(int number) {
                return path -> RawClient.open(port, path);
            }

            @Override
            public TopicClient.Pace pace(int number) {
                return () -> {};
            }
        };
    }

    @Test
    void theHandlerIsReplacedAgainAndAgain() throws Exception {
        try (WeftProcess server = serve()) {
            TopicTraffic traffic = new TopicTraffic(server, new TopicTraffic.Scale(20, 2, 100, 50));

            traffic.run(connecting(server.port()), () -> {
                for (int version = 2; version <= 1 + REPLACEMENTS; version++) {
                    TopicTraffic.putHandler(plugins, version);
                    server.awaitOutput("faults#" + version + " .* has replaced");
                }
            });

            assertEquals(0, traffic.reconnects(), "nobody was closed");
            assertEquals(0, traffic.checker(TopicTraffic.Kind.KEPT).losers());
            RedeployIT.awaitLiveGenerations(server, 1);
            report(traffic, REPLACEMENTS + " replacements");
        }
    }

    @Test
    void connectionsBreakAndClientsComeBack() throws Exception {
        int clients = Length.of(50, 3_334);
        try (WeftProcess server = serve("--history-size", "100000", "--max-replay", "100000");
                FaultProxy proxy = FaultProxy.to(server)) {
            TopicTraffic traffic = new TopicTraffic(server, new TopicTraffic.Scale(clients, 2, 100, 50));

            traffic.run(connecting(proxy.port()), () -> {
                for (int i = 0; i < RESETS; i++) {
                    int before = traffic.reconnects();
                    proxy.reset();
                    Await.until(
                            () -> traffic.reconnects() >= before + 3 * clients,
                            () -> traffic.reconnects() + " came back, of " + (before + 3 * clients));
                }
            });

            assertEquals(0, traffic.checker(TopicTraffic.Kind.KEPT).losers(), "all of it is in the history");
            report(traffic, RESETS + " times all connections broke");
        }
    }

    @Test
    void whoIsAwayForLongerThanTheHistoryIsTold() throws Exception {
        try (WeftProcess server = serve("--history-size", "3");
                FaultProxy proxy = FaultProxy.to(server)) {
            TopicTraffic traffic = new TopicTraffic(server, new TopicTraffic.Scale(10, 4, 300, 50));

            traffic.run(connecting(proxy.port()), () -> {
                for (int i = 0; i < RESETS; i++) {
                    int before = traffic.checker(TopicTraffic.Kind.KEPT).sent();
                    proxy.reset();
                    Await.until(
                            () -> traffic.checker(TopicTraffic.Kind.KEPT).sent() > before + 50,
                            () -> "nothing is published any more");
                }
            });

            assertTrue(traffic.checker(TopicTraffic.Kind.KEPT).losers() > 0, "the history was too short for some");
            report(traffic, RESETS + " times all connections broke, and the history was short");
        }
    }

    /** One in ten reads nothing before all is said, and another one 2 KB a second. */
    private static TopicTraffic.Clients slow(WeftProcess server, CountDownLatch publishing) {
        return new TopicTraffic.Clients() {
            @Override
            public TopicTraffic.Opening opening(int number) {
                return path -> RawClient.openNarrow(server.port(), SLOW_BUFFER, path);
            }

            @Override
            public TopicClient.Pace pace(int number) {
                return switch (number % 10) {
                    case 0 -> publishing::await;
                    case 1 -> () -> publishing.await(SLOW_MESSAGE / 2_000, TimeUnit.SECONDS);
                    default -> () -> {};
                };
            }
        };
    }

    @Test
    void someReadSlowlyOrNotAtAll() throws Exception {
        int clients = Length.of(20, 3_334);
        try (WeftProcess server = serve("--send-queue-size", "64KiB", "--write-timeout", "2s")) {
            TopicTraffic traffic = new TopicTraffic(server, new TopicTraffic.Scale(clients, 2, 500, SLOW_MESSAGE));

            traffic.run(slow(server, traffic.publishing()), () -> {});

            assertTrue(traffic.reconnects() > 0, "who may miss nothing and does not read is closed");
            report(traffic, "slow readers");
            awaitNothingHeld(server);
        }
    }

    @Test
    void positionsAreForged() throws Exception {
        try (WeftProcess server = serve()) {
            say(server, "kept", 100);
            say(server, "latest", 1);
            AtomicInteger lost = new AtomicInteger();

            Crowd.run(20, Duration.ofMinutes(Length.of(2, 30)), number -> {
                Random random = new Random(number);
                for (int i = 0; i < FORGERIES / 20; i++) {
                    try (RawClient client = RawClient.open(server.port(), "/ws/faults?weft-resume=" + forged(random))) {
                        client.text("join kept");
                        String mark = client.readAndPong().text();
                        assertTrue(BEGINS.matcher(mark).matches(), mark);
                        assertEquals("= joined", client.readAndPong().text());
                        if (mark.contains(" lost ")) {
                            lost.incrementAndGet();
                        }
                    }
                }
            });

            System.out.println(FORGERIES + " forged positions, of which " + lost + " were told that something is lost");
            assertTrue(lost.get() > FORGERIES / 10, () -> lost + " were believed to be positions");
        }
    }

    private static void say(WeftProcess server, String topic, int messages) throws IOException {
        try (RawClient client = RawClient.open(server.port(), "/ws/faults")) {
            for (int i = 0; i < messages; i++) {
                client.text("say " + topic + " m|");
                assertEquals("= said", client.readAndPong().text());
            }
        }
    }

    /** Another topic's, random ones, lists of them, huge ones, and what is no list. */
    private static String forged(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "kept:" + token(random, 1 + random.nextInt(64));
            case 1 -> "kept:" + token(random, 65 + random.nextInt(2_000));
            case 2 -> "latest:" + token(random, 20) + ",kept:" + token(random, 20) + ",kept:" + token(random, 20);
            case 3 -> token(random, random.nextInt(3_000));
            default -> "kept:" + Long.toString(random.nextLong(1_000), 36) + "-" + random.nextInt(1_000);
        };
    }

    private static String token(Random random, int length) {
        String alphabet = "ABCXYZabcxyz0123456789-._";
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < length; i++) {
            token.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return token.toString();
    }

    private static void awaitNothingHeld(WeftProcess server) throws Exception {
        server.terminate();
        server.awaitExit();
        server.awaitOutput("at the end: 0 bytes of the memory budget in use, 0 receive arrays lent");
    }

    private static void report(TopicTraffic traffic, String what) {
        StringBuilder line = new StringBuilder(what);
        for (TopicTraffic.Kind kind : TopicTraffic.Kind.values()) {
            TopicChecker checker = traffic.checker(kind);
            line.append("; ")
                    .append(kind.topic())
                    .append(": ")
                    .append(checker.sent())
                    .append(" messages, ");
            line.append(checker.losers()).append(" clients lost some");
        }
        System.out.println(line.append("; ").append(traffic.reconnects()).append(" reconnects"));
    }
}
