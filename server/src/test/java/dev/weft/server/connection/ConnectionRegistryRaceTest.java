package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.handshake.OriginPolicy.OwnHost;
import dev.weft.engine.http.HeadLimits;
import dev.weft.engine.message.MessageLimits;
import dev.weft.server.Race;
import dev.weft.server.config.ServerConfig;
import dev.weft.server.config.SlowClient;
import dev.weft.server.plugin.Deployed;
import dev.weft.server.web.ErrorAnswers;
import dev.weft.server.web.WebSite;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections come and go while others look at all of them, wait for the last to go, or say goodbye. */
class ConnectionRegistryRaceTest {

    /** More than the first array holds. */
    private static final int CONNECTIONS = 70;

    /** HTTP/1.1 503. */
    private static final String HTTP_503 = "485454502f312e3120353033";

    private static final String CLOSE_1001 = "880203e9";

    private static final byte[] REQUEST = """
        GET / HTTP/1.1
        Host: localhost
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13

        """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path webDir;

    /** One registry, and connections that were never begun. */
    private abstract class Coming implements Race.Contest {

        final ConnectionRegistry registry = new ConnectionRegistry();
        private final SharedServices services = services(registry);

        Connection connection() {
            return new Connection(new MemoryTransport(), services, () -> {});
        }

        /** Adds some, and removes them in another order. */
        void comeAndGo(Random random) {
            List<Connection> open = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Connection each = connection();
                registry.add(each);
                open.add(each);
                if (random.nextBoolean()) {
                    registry.remove(open.remove(random.nextInt(open.size())));
                }
            }
            open.forEach(registry::remove);
        }
    }

    private SharedServices services(ConnectionRegistry registry) {
        return new SharedServices(
                new CoarseClock(),
                registry,
                new Routes("echo", id -> Optional.of(Deployed.handler(id, Session::send)), OwnHost.ANY, Set.of()),
                new TrustedProxies(List.of()),
                new WebSite(webDir, () -> new byte[0]),
                new ErrorAnswers(InstantSource.system()),
                100,
                HeadLimits.DEFAULT,
                new MessageLimits(1000, 10),
                new MessageCompression(
                        ServerConfig.CompressionMode.OFF, new WindowBudget(new MemoryBudget(10_000), 10_000)),
                SessionLoopFixture.TIMEOUTS,
                new ArrayPool(4),
                new OutboxSettings(1000, SlowClient.CLOSE, Cork.pool(), new MemoryBudget(10_000)));
    }

    /** As when there was no memory to add it: its end must not be that of another. */
    @Test
    void whoWasNeverAddedTakesNobodyElseAway() {
        ConnectionRegistry registry = new ConnectionRegistry();
        Connection stays = new Connection(new MemoryTransport(), services(registry), () -> {});
        Connection never = new Connection(new MemoryTransport(), services(registry), () -> {});
        registry.add(stays);

        registry.remove(never);

        assertEquals(List.of(stays), registry.snapshot());
        registry.remove(stays);
        registry.remove(stays);
        assertEquals(0, registry.size());
    }

    @Test
    void aSnapshotHasEveryConnectionOnceAndWhoStaysIsInAllOfThem() throws Exception {
        Race.run("registry, snapshots", 3, Set.of("all seen"), random -> new Coming() {
            private final Random first = new Random(random.nextLong());
            private final Random second = new Random(random.nextLong());
            private final Connection resident = connection();

            @Override
            public List<Race.Step> steps() {
                registry.add(resident);
                return List.of(() -> comeAndGo(first), () -> comeAndGo(second), this::look);
            }

            private void look() {
                for (int i = 0; i < 100; i++) {
                    List<Connection> seen = registry.snapshot();
                    assertTrue(seen.contains(resident));
                    assertEquals(seen.size(), new HashSet<>(seen).size());
                }
            }

            @Override
            public String outcome() {
                assertEquals(List.of(resident), registry.snapshot());
                return "all seen";
            }
        });
    }

    @Test
    void whoWaitsForTheLastToGoIsTold() throws Exception {
        Race.run("registry, await empty", 3, Set.of("empty"), random -> new Coming() {
            private final Random first = new Random(random.nextLong());
            private final Random second = new Random(random.nextLong());

            @Override
            public List<Race.Step> steps() {
                Connection early = connection();
                registry.add(early);
                return List.of(
                        () -> {
                            comeAndGo(first);
                            registry.remove(early);
                        },
                        () -> comeAndGo(second),
                        () -> assertEquals(true, registry.awaitEmpty(Duration.ofDays(1))));
            }

            @Override
            public String outcome() {
                assertEquals(0, registry.size());
                return "empty";
            }
        });
    }

    @Test
    void aSessionThatBeginsWhileTheServerStopsIsNotForgotten() throws Exception {
        Set<String> allowed = Set.of("cut before it was answered", "refused with 503", "opened, and closed with 1001");
        Race.run("registry, stopping", 2, allowed, random -> new Coming() {
            private final MemoryTransport transport = new MemoryTransport();
            private final CountDownLatch ended = new CountDownLatch(1);
            private final Thread thread =
                    Thread.ofVirtual().unstarted(new Connection(transport, services(registry), ended::countDown));

            @Override
            public List<Race.Step> steps() {
                return List.of(
                        () -> {
                            transport.peerSends(REQUEST);
                            thread.start();
                        },
                        () -> {
                            Race.pause(random);
                            registry.stopping();
                            registry.snapshot().forEach(each -> each.goAway(CloseStatus.GOING_AWAY));
                        });
            }

            @Override
            public String outcome() throws Exception {
                transport.awaitReceivedLast(CLOSE_1001);
                String received = transport.received();
                transport.peerEnds();
                assertTrue(ended.await(20, TimeUnit.SECONDS), "it goes on");
                assertEquals(0, registry.size());
                if (received.isEmpty()) {
                    return "cut before it was answered";
                }
                if (received.startsWith(HTTP_503)) {
                    return "refused with 503";
                }
                return received.endsWith(CLOSE_1001) ? "opened, and closed with 1001" : "opened, and cut";
            }
        });
    }
}
