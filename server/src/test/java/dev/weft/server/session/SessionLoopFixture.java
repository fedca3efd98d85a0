package dev.weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.message.MessageLimits;
import dev.weft.engine.session.ServerProtocol;
import dev.weft.server.config.SlowClient;
import dev.weft.server.config.Timeouts;
import dev.weft.server.net.MemoryTransport;
import dev.weft.server.outbound.Cork;
import dev.weft.server.outbound.FrameFactory;
import dev.weft.server.outbound.Outbox;
import dev.weft.server.outbound.OutboxSettings;
import dev.weft.server.outbound.SocketWriter;
import dev.weft.server.outbound.TimeSlice;
import dev.weft.server.plugin.deploy.Deployed;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.resource.ArrayPool;
import dev.weft.server.resource.CoarseClock;
import dev.weft.server.resource.Deadline;
import dev.weft.server.resource.MemoryBudget;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A session loop with a peer in memory: what its handler was told, and what the peer received. */
public class SessionLoopFixture {

    public static final Timeouts TIMEOUTS = new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ZERO,
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ZERO);

    // "a", "b" as masked text frames (RFC 6455 5.2), with a masking key of zero.
    static final String A = "8181 00000000 61";
    static final String B = "8181 00000000 62";

    /** A message shorter than any that was worth counting once. */
    static final String BINARY_4000 = "82fe 0fa0 00000000" + "00".repeat(4000);

    static final String PING = "8980 00000000";
    static final String CLOSE_1000 = "8882 00000000 03e8";

    final MemoryTransport transport = new MemoryTransport();
    final AtomicLong nanos = new AtomicLong();

    /** Stands still unless the test moves it: a batch is one however slow the machine is. */
    final CoarseClock clock = new CoarseClock(nanos::get);

    final SocketWriter writer = new SocketWriter(transport, clock, new TimeSlice(transport, clock));

    final ArrayPool arrays = new ArrayPool(4);
    final MemoryBudget budget = new MemoryBudget(100_000);
    final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
    final GenerationPin pin = new GenerationPin();
    final CountDownLatch over = new CountDownLatch(1);
    final CompletableFuture<SessionLoop> loop = new CompletableFuture<>();
    final CompletableFuture<InboundReader> reader = new CompletableFuture<>();
    final CompletableFuture<ServerSession> session = new CompletableFuture<>();

    /** Notes every callback, and does what the test says in onMessage. */
    private final class Noting implements MessageHandler {

        private final MessageHandler inner;

        Noting(MessageHandler inner) {
            this.inner = inner;
        }

        @Override
        public void onOpen(Session opened) throws Exception {
            calls.add("open");
            inner.onOpen(opened);
        }

        @Override
        public void onMessage(Session receiver, Message message) throws Exception {
            calls.add("message");
            inner.onMessage(receiver, message);
        }

        @Override
        public void onClose(Session closed, CloseStatus status) throws Exception {
            calls.add("close " + status.code());
            inner.onClose(closed, status);
        }
    }

    void start(MessageHandler handler) {
        Generation generation = Deployed.handler("test", new Noting(handler));
        Deadline deadline = new Deadline(clock);
        ServerSession.ConnectionControl control = control(deadline);
        Thread.ofVirtual().start(() -> {
            Outbox outbox = new Outbox(
                    writer,
                    Thread.currentThread(),
                    new OutboxSettings(64 * 1024, SlowClient.CLOSE, Cork.pool(), budget),
                    FrameFactory.AS_IT_IS);
            ServerHandshake handshake =
                    new ServerHandshake("/", null, HeaderFields.EMPTY, null, transport.remoteAddress());
            session.complete(new ServerSession(7, handshake, outbox, FrameFactory.PLAIN, control));
            writer.onAbort(session.join()::end);
            ServerProtocol protocol = new ServerProtocol(Optional.empty(), new MessageLimits(1 << 20, 100), arrays);
            InboundReader inbound = new InboundReader(
                    new InboundReader.Wiring(transport, deadline, new TimeSlice(transport, clock), budget, null),
                    protocol,
                    session.join());
            pin.take(generation);
            reader.complete(inbound);
            loop.complete(new SessionLoop(session.join(), pin, transport, inbound, clock));
            try {
                loop.join().run();
            } finally {
                over.countDown();
            }
        });
    }

    private ServerSession.ConnectionControl control(Deadline deadline) {
        return new ServerSession.ConnectionControl() {
            @Override
            public void closingBegun() {
                deadline.in(TIMEOUTS.close());
                loop.join().closing();
            }

            @Override
            public void abort() {
                writer.abort();
            }

            @Override
            public void sessionEnded() {
                loop.join().ended();
            }

            @Override
            public long now() {
                return clock.millis();
            }
        };
    }

    /** A masked binary message of so many zeros (RFC 6455 5.2): 16 bits of length, a masking key of zero. */
    static byte[] binary(int size) {
        return ByteBuffer.allocate(8 + size).putInt(0x82FE0000 | size).array();
    }

    /** The watchdog's next tick, so much later. */
    void tickAfter(Duration time) {
        nanos.addAndGet(time.toNanos());
        loop.join().check(clock.tick(), TIMEOUTS);
    }

    void promoteNow() {
        loop.join().check(clock.millis() + 300, TIMEOUTS);
    }

    void awaitEnd(String... expectedCalls) throws Exception {
        assertTrue(over.await(20, TimeUnit.SECONDS), "the conversation goes on");
        assertEquals(List.of(expectedCalls), List.copyOf(calls));
    }
}
