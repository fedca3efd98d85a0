package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.weft.server.config.ServerConfig;
import dev.weft.server.config.Setting;
import dev.weft.server.config.Settings;
import dev.weft.server.net.MemoryTransport;
import dev.weft.server.net.Transport;
import dev.weft.server.plugin.deploy.Deployed;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.web.WebSite;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Which connections get a Close, and which are aborted: connections with peers in memory, from accept to their end. */
@Timeout(60)
class StoppingTest {

    private static final byte[] HANDSHAKE = """
            GET / HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """.getBytes(StandardCharsets.US_ASCII);

    // Close 1012 and 1001 without a reason (RFC 6455 5.5.1).
    private static final String CLOSE_1012 = "880203f4";
    private static final String CLOSE_1001 = "880203e9";

    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final AtomicLong nanos = new AtomicLong(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private Generation generation;
    private Connections connections;

    @BeforeEach
    void make() throws Exception {
        generation = Deployed.handler("quiet", (MessageHandler) (session, message) -> {});
        ServerConfig config = Settings.read(
                        Map.of(
                                Setting.HANDLER, List.of("quiet"),
                                Setting.WEB_DIR, List.of("none"),
                                Setting.ORIGIN, List.of("*"),
                                Setting.HANDSHAKE_TIMEOUT, List.of("1s")),
                        Optional.empty())
                .server();
        WebSite site = new WebSite(Path.of("none"), () -> new byte[0]);
        connections = new Connections(config, id -> Optional.of(generation), site, registry, nanos::get);
    }

    private void accept(Transport transport) {
        Thread.ofVirtual().start(connections.connection(transport, ended::countDown));
    }

    private boolean hasEnded() throws InterruptedException {
        return ended.await(20, TimeUnit.SECONDS);
    }

    @Test
    void waitsForNobodyWhoComesMeanwhileAndSaysNothing() throws Exception {
        connections.stop(CloseStatus.GOING_AWAY, Duration.ofSeconds(20));

        accept(new MemoryTransport());

        assertTrue(hasEnded(), "it waits for a request");
    }

    @Test
    void waitsForNobodyWhoSaysHalfOfIt() throws Exception {
        MemoryTransport transport = new MemoryTransport();
        transport.peerSends("47 45");
        accept(transport);

        while (registry.size() == 0) {
            Thread.onSpinWait();
        }
        connections.stop(CloseStatus.GOING_AWAY, Duration.ofSeconds(20));

        assertTrue(hasEnded(), "it waits for the rest of a request");
    }

    @Test
    void closesASessionOfARemovedHandlerThatIsJustBeingAccepted() throws Exception {
        MemoryTransport transport = new MemoryTransport();
        transport.stall();
        transport.peerSends(HANDSHAKE);
        accept(transport);
        transport.awaitStuckWriter();

        registry.close(generation, CloseStatus.SERVICE_RESTART);
        transport.resume();

        transport.awaitReceivedLast(CLOSE_1012);
        assertTrue(transport.received().endsWith(CLOSE_1012), transport::received);
    }

    @Test
    void closesASessionThatIsJustBeingAcceptedWhenTheServerStops() throws Exception {
        MemoryTransport transport = new MemoryTransport();
        transport.stall();
        transport.peerSends(HANDSHAKE);
        accept(transport);
        transport.awaitStuckWriter();

        Thread stop = Thread.ofVirtual().start(() -> connections.stop(CloseStatus.GOING_AWAY, Duration.ofSeconds(20)));
        while (!registry.isStopping()) {
            Thread.onSpinWait();
        }
        transport.resume();

        transport.awaitReceivedLast(CLOSE_1001);
        assertTrue(transport.received().endsWith(CLOSE_1001), transport::received);
        transport.peerEnds();
        stop.join();
    }

    private MemoryTransport openSession() {
        MemoryTransport transport = new MemoryTransport();
        transport.peerSends(HANDSHAKE);
        accept(transport);
        transport.awaitReceivedLast("0d0a0d0a");
        return transport;
    }

    private Thread stopWithin(Duration spread) {
        return Thread.ofVirtual()
                .start(() -> connections.stop(CloseStatus.SERVICE_RESTART, spread, Duration.ofSeconds(20)));
    }

    @Test
    void closesTheIdleSessionFirstAndEachAtItsOwnMoment() throws Exception {
        generation = Deployed.handler("quiet", (MessageHandler) Session::send);
        AtomicInteger ticks = new AtomicInteger();
        connections.start(ticks::incrementAndGet);
        MemoryTransport busy = openSession();
        MemoryTransport idle = openSession();
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        int before = ticks.get();
        while (ticks.get() < before + 2) {
            Thread.onSpinWait();
        }
        // "a" as a masked text frame, and as it comes back (RFC 6455 5.2).
        busy.peerSends("8181 00000000 61");
        busy.awaitReceivedLast("810161");

        Thread stop = stopWithin(Duration.ofSeconds(2));
        while (stop.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        String atFirst = idle.received() + busy.received();
        assertFalse(atFirst.contains(CLOSE_1012), atFirst);
        awaitMoment(idle, Duration.ofSeconds(1));
        assertFalse(busy.received().endsWith(CLOSE_1012), busy::received);
        awaitMoment(busy, Duration.ofSeconds(1));
        idle.peerEnds();
        busy.peerEnds();
        stop.join();
    }

    /** Lets the time pass, in one step, after which this session is closed. */
    private void awaitMoment(MemoryTransport transport, Duration step) {
        nanos.addAndGet(step.toNanos());
        transport.awaitReceivedLast(CLOSE_1012);
    }

    @Test
    void keepsNobodyWhoHasNoSessionForTheTimeOfTheDrain() throws Exception {
        MemoryTransport transport = new MemoryTransport();
        transport.peerSends("47 45");
        accept(transport);
        while (registry.size() == 0) {
            Thread.onSpinWait();
        }

        connections.stop(CloseStatus.SERVICE_RESTART, Duration.ofHours(1), Duration.ofSeconds(20));

        assertTrue(hasEnded(), "it waits for the rest of a request");
    }

    @Test
    void doesNotWaitForTheEndOfTheDrainWhenNobodyIsLeft() throws Exception {
        MemoryTransport transport = openSession();
        Thread stop = stopWithin(Duration.ofHours(1));
        while (!registry.isStopping()) {
            Thread.onSpinWait();
        }

        transport.peerEnds();

        assertTrue(stop.join(Duration.ofSeconds(20)), "it waits for nobody");
    }

    @Test
    void closesTheRestAtOnceWhenInAHurry() throws Exception {
        MemoryTransport transport = openSession();
        Thread stop = stopWithin(Duration.ofHours(1));

        stop.interrupt();

        transport.awaitReceivedLast(CLOSE_1012);
        transport.peerEnds();
        stop.join();
    }

    /** The first connection's deadline cannot be kept, and there is no memory to say so: the second one's is. */
    @Test
    void theWatchdogOutlivesAConnectionItCannotCutAndALogForWhichThereIsNoMemory() throws Exception {
        UnsynchronizedAppenderBase<ILoggingEvent> full = new UnsynchronizedAppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        full.start();
        Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(full);
        MemoryTransport second = new MemoryTransport();
        try {
            connections.start();
            accept(new Uncuttable());
            while (registry.size() == 0) {
                Thread.onSpinWait();
            }
            accept(second);
            while (registry.size() == 1) {
                Thread.onSpinWait();
            }
            nanos.addAndGet(Duration.ofHours(1).toNanos());

            // The deadline of either may have begun only now.
            for (int i = 0; i < 1000 && !second.isCut(); i++) {
                nanos.addAndGet(Duration.ofHours(1).toNanos());
                Thread.onSpinWait();
            }
            second.awaitCut();
        } finally {
            root.detachAppender(full);
            connections.stop(CloseStatus.GOING_AWAY, Duration.ofMillis(1));
        }
    }

    /** Its peer is silent, and there is never the memory to end it. */
    private static final class Uncuttable implements Transport {

        private final MemoryTransport inner = new MemoryTransport();

        @Override
        public int read(ByteBuffer target) throws IOException {
            return inner.read(target);
        }

        @Override
        public void write(ByteBuffer... sources) throws IOException {
            inner.write(sources);
        }

        @Override
        public boolean writeNow(ByteBuffer... sources) throws IOException {
            return inner.writeNow(sources);
        }

        @Override
        public void shutdownOutput() {
            inner.shutdownOutput();
        }

        @Override
        public void awaitTurn() {}

        @Override
        public void wakeReader() {}

        @Override
        public void abort() {
            throw new OutOfMemoryError("Java heap space");
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return inner.remoteAddress();
        }

        @Override
        public String scheme() {
            return "http";
        }
    }
}
