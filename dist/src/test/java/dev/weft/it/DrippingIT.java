package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testsupport.Certificates;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that send a byte a second of a request or a TLS handshake that never ends, stop in the midst of it, or say nothing. */
class DrippingIT {

    /** The default of --handshake-timeout, and some time for a busy machine. */
    private static final long HANDSHAKE_SECONDS = 10;

    private static final long MARGIN_SECONDS = 5;

    /** Visits before anybody attacks: a server's first handshakes take seconds on a busy machine, whoever is there. */
    private static final int WARM_UP = 20;

    private static final byte[] NOTHING = {};

    private static final byte[] REQUEST = RawClient.handshake("/", "X-Slow: " + "drip".repeat(100));

    /**
     * Peers that are all alike.
     *
     * @param number how many of them
     * @param atOnce what each sends first
     * @param inDrops what it sends then, a byte a second
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Kind(int number, byte[] atOnce, byte[] inDrops) {}

    /**
     * How long a peer was there. The server's clock starts at some moment between.
     *
     * @param sinceConnecting nanoseconds from before it connected
     * @param sinceConnected nanoseconds from after
     */
    private record Life(long sinceConnecting, long sinceConnected) {}

    /** What a client that is in its right mind does: connects, says something, hears it back, and leaves. */
    @FunctionalInterface
    private interface Visit {
        void pay() throws Exception;
    }

    @Test
    void areCutAfterTenSecondsInAllWhileNewClientsAreServed() throws Exception {
        Kind dripping = new Kind(Length.of(500, 5_000), NOTHING, REQUEST);
        Kind silent = new Kind(Length.of(500, 5_000), NOTHING, NOTHING);
        try (WeftProcess server = WeftProcess.serve("--handler", "echo", "--max-connections", "10100")) {
            attack("dripping and silent", server, List.of(dripping, silent), () -> {
                try (RawClient client = RawClient.open(server.port(), "/")) {
                    client.text("hello");
                    assertEquals("hello", client.read().text());
                }
            });
        }
    }

    @Test
    void ofTlsHandshakesAreCutAfterTenSecondsInAllWhileNewClientsAreServed(@TempDir Path folder) throws Exception {
        Certificates certificates = new Certificates(folder).issue("server");
        SSLContext trust = certificates.client();
        byte[] hello = clientHello(trust);
        Kind dripping = new Kind(Length.of(100, 1_000), NOTHING, hello);
        Kind half = new Kind(Length.of(50, 500), Arrays.copyOf(hello, hello.length / 2), NOTHING);
        // The server has answered with its certificate, and waits for what completes the handshake.
        Kind unfinished = new Kind(Length.of(50, 500), hello, NOTHING);
        try (WeftProcess server = WeftProcess.echoOverTls(certificates);
                HttpClient http = HttpClient.newBuilder().sslContext(trust).build()) {
            attack("dripping, half-done and unfinished TLS", server, List.of(dripping, half, unfinished), () -> {
                try (JdkClient client = JdkClient.connect(http, server.wss("/"))) {
                    assertEquals("text hello", client.send("hello").next());
                }
                forget(trust.getClientSessionContext());
            });
        }
    }

    /** RFC 8446 4.1.2: what a client sends first, in a record of its own. */
    private static byte[] clientHello(SSLContext context) throws SSLException {
        SSLEngine engine = context.createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        return Arrays.copyOf(record.array(), record.position());
    }

    /** The next client is a new one, and has no keys from the last time. */
    private static void forget(SSLSessionContext sessions) {
        for (byte[] id : Collections.list(sessions.getIds())) {
            SSLSession session = sessions.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        }
    }

    /** Has all of these come at once, and others pay visits until the last of them is gone. */
    private static void attack(String what, WeftProcess server, List<Kind> kinds, Visit visit) throws Exception {
        List<Kind> peers = kinds.stream()
                .flatMap(kind -> Collections.nCopies(kind.number(), kind).stream())
                .toList();
        CountDownLatch cut = new CountDownLatch(peers.size());
        ConcurrentLinkedQueue<Life> lives = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < WARM_UP; i++) {
            visit.pay();
        }
        long[] nanos;
        try (ScheduledExecutorService drops = Executors.newScheduledThreadPool(1)) {
            Thread crowd = Thread.ofPlatform().start(() -> suffer(peers, server, drops, lives, cut));
            nanos = payUntil(cut, visit, crowd);
            crowd.join();
            drops.shutdownNow();
        }
        Arrays.sort(nanos);
        long longest = lives.stream().mapToLong(Life::sinceConnected).max().orElseThrow();
        System.out.printf(
                "%,d %s peers: all cut, the last after %.1f s; %,d new clients meanwhile, connected and answered in"
                        + " %.1f ms (median) and %.1f ms (p99)%n",
                peers.size(),
                what,
                longest / 1e9,
                nanos.length,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6);
        assertEquals(peers.size(), lives.size());
        long shortest = lives.stream().mapToLong(Life::sinceConnecting).min().orElseThrow();
        assertTrue(shortest > TimeUnit.SECONDS.toNanos(HANDSHAKE_SECONDS - 1), () -> shortest / 1e9 + " s");
        assertTrue(longest < TimeUnit.SECONDS.toNanos(HANDSHAKE_SECONDS + MARGIN_SECONDS), () -> longest / 1e9 + " s");
    }

    private static void suffer(
            List<Kind> peers,
            WeftProcess server,
            ScheduledExecutorService drops,
            Queue<Life> lives,
            CountDownLatch cut) {
        try {
            Crowd.run(peers.size(), WeftProcess.PATIENCE.multipliedBy(2), number -> {
                long connecting = System.nanoTime();
                try (RawClient client = RawClient.connect(server.port())) {
                    long connected = System.nanoTime();
                    client.write(peers.get(number).atOnce());
                    Future<?> dripping = drip(client, peers.get(number).inDrops(), drops);
                    client.awaitEnd();
                    dripping.cancel(false);
                    long end = System.nanoTime();
                    lives.add(new Life(end - connecting, end - connected));
                    cut.countDown();
                }
            });
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** A byte a second, as long as there are any. */
    private static Future<?> drip(RawClient client, byte[] bytes, ScheduledExecutorService drops) {
        if (bytes.length == 0) {
            return CompletableFuture.completedFuture(null);
        }
        int[] at = {0};
        return drops.scheduleAtFixedRate(
                () -> {
                    try {
                        client.write(new byte[] {bytes[at[0]++]});
                    } catch (IOException cut) {
                        // The task ends with it.
                        throw new IllegalStateException(cut);
                    }
                },
                0,
                1,
                TimeUnit.SECONDS);
    }

    /** One visit after the other, until all the others are gone; how long each took. */
    private static long[] payUntil(CountDownLatch cut, Visit visit, Thread crowd) throws Exception {
        List<Long> nanos = new ArrayList<>();
        while (!cut.await(10, TimeUnit.MILLISECONDS) && crowd.isAlive()) {
            long start = System.nanoTime();
            visit.pay();
            nanos.add(System.nanoTime() - start);
        }
        return nanos.stream().mapToLong(Long::longValue).toArray();
    }
}
