package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that stop, among many that do not; and one that stops for a while. */
class SlowReadersIT {

    private static final int READERS = Length.of(100, 1000);
    private static final int STOPPED = READERS / 10;

    /** Why 32? Two rounds of it are less than a queue holds, so nobody who reads can fall so far behind as to be closed. */
    private static final int ROUND = 32;

    /** Long enough that what one of them has not read fills the kernel's buffers and the queue several times over. */
    private static final int MESSAGES = Length.of(125, 300) * ROUND;

    private static final int MESSAGE_SIZE = 4096;

    /** Before a release, the default. */
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(Length.of(2, 10));

    /** What a busy machine adds to the time after which a stopped reader is gone. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /**
     * "go N" makes it offer N numbered messages to everybody, in rounds: the healthy tell when they have read one. "gone?"
     * is answered when as many sessions have ended as readers have stopped, with the close codes that it was told, and the
     * longest time, in milliseconds, from the first message that was refused to the end of that session.
     */
    private static final String BROADCAST = """
            @Handler("broadcast")
            public final class Broadcast implements MessageHandler {
                private volatile HandlerContext context;
                private final java.util.concurrent.Semaphore rounds = new java.util.concurrent.Semaphore(%2$d);
                private final java.util.concurrent.CountDownLatch gone = new java.util.concurrent.CountDownLatch(%4$d);
                private final java.util.Set<Integer> codes = java.util.concurrent.ConcurrentHashMap.newKeySet();
                private final java.util.Map<Session, Long> refused = new java.util.concurrent.ConcurrentHashMap<>();
                private final java.util.concurrent.atomic.AtomicLong longest = new java.util.concurrent.atomic.AtomicLong();

                public void start(HandlerContext context) { this.context = context; }

                public void onClose(Session session, CloseStatus status) {
                    codes.add(status.code());
                    Long since = refused.get(session);
                    longest.accumulateAndGet(since == null ? Long.MAX_VALUE : System.nanoTime() - since, Math::max);
                    gone.countDown();
                }

                public void onMessage(Session session, Message message) throws Exception {
                    String text = ((Message.Text) message).text();
                    if (text.equals("round")) {
                        rounds.release();
                    } else if (text.equals("gone?")) {
                        gone.await();
                        session.send("gone " + codes + " " + longest.get() / 1_000_000);
                    } else {
                        broadcast(session, Integer.parseInt(text.substring(3)));
                        session.send("done");
                    }
                }

                private void broadcast(Session session, int messages) throws Exception {
                    String filler = "x".repeat(%1$d);
                    for (int i = 0; i < messages; i++) {
                        if (i %% %3$d == 0) {
                            rounds.acquire(%2$d);
                        }
                        Message next = Message.text(i + " " + filler);
                        for (Session each : context.sessions()) {
                            if (each != session && !each.offer(next)) {
                                refused.putIfAbsent(each, System.nanoTime());
                            }
                        }
                    }
                }
            }
            """.formatted(MESSAGE_SIZE, READERS - STOPPED, ROUND, STOPPED);

    private static final int FILLED = 40;

    /** Offers each session messages of its own, until there is no room for another, and that for a while. */
    private static final String FILL = """
            @Handler("fill")
            public final class Fill implements MessageHandler {
                private final java.util.concurrent.CountDownLatch full = new java.util.concurrent.CountDownLatch(%d);
                private volatile System.Logger logger;

                public void start(HandlerContext context) { logger = context.logger(); }

                public void onMessage(Session session, Message message) throws Exception {
                    for (int refused = 0; refused < 100; ) {
                        if (session.offer(Message.binary(new byte[%d]))) {
                            refused = 0;
                        } else {
                            refused++;
                            Thread.sleep(10);
                        }
                    }
                    full.countDown();
                    full.await();
                    logger.log(System.Logger.Level.INFO, "all are full");
                }
            }
            """.formatted(FILLED, MESSAGE_SIZE);

    /** A broadcast that warms everything up, one to the healthy alone, and one to all. */
    private static final List<Integer> BROADCASTS = List.of(MESSAGES / 4 / ROUND * ROUND, MESSAGES, MESSAGES);

    @TempDir
    private Path plugins;

    /**
     * How the broadcasts went.
     *
     * @param baseNanos to the healthy alone
     * @param besidesNanos to the healthy, while others had stopped
     * @param gone with which codes those ended
     * @param goneMillis from the first message that one of them had no room for to its end, at most
     */
    private record Broadcasts(long baseNanos, long besidesNanos, String gone, long goneMillis) {

        double share() {
            return (double) baseNanos / besidesNanos;
        }
    }

    private final CountDownLatch healthy = new CountDownLatch(READERS - STOPPED);
    private final CountDownLatch last = new CountDownLatch(1);
    private final CountDownLatch all = new CountDownLatch(READERS);
    private final CompletableFuture<Broadcasts> broadcasts = new CompletableFuture<>();
    private final LongAdder delivered = new LongAdder();

    @Test
    void theOthersGetEverythingAndTheStoppedOnesAreClosed() throws Exception {
        PluginJar.named("broadcast.jar")
                .handler("com.example.Broadcast", BROADCAST)
                .in(plugins);
        try (WeftProcess server = serve("broadcast", "--write-timeout", WRITE_TIMEOUT.toSeconds() + "s")) {
            Thread.ofPlatform().start(() -> lead(server));
            Crowd.run(READERS, WeftProcess.PATIENCE.multipliedBy(8), number -> {
                try {
                    if (number < STOPPED) {
                        stop(server);
                    } else {
                        listen(server);
                    }
                } catch (Exception | Error failed) {
                    fail(failed);
                    throw failed;
                }
            });
            Broadcasts figures = broadcasts.join();
            long givenUp = server.output()
                    .lines()
                    .filter(line -> line.contains("too slowly"))
                    .count();
            print(figures, givenUp);
            long each = BROADCASTS.stream().mapToInt(Integer::intValue).sum();
            assertEquals((READERS - STOPPED) * each, delivered.sum());
            // RFC 6455 7.1.5: without the peer's Close, the code "is considered to be 1006".
            assertEquals("gone [1006]", figures.gone());
            assertTrue(figures.goneMillis() <= WRITE_TIMEOUT.plus(MARGIN).toMillis(), figures::toString);
            assertTrue(givenUp >= 1 && givenUp <= STOPPED, server::output);
            // 90 % is the aim, and this what a busy machine leaves of it.
            assertTrue(figures.share() > 0.4, figures::toString);
        }
    }

    /** The source: broadcasts to the healthy, and then beside the stopped ones, until these are gone. */
    private void lead(WeftProcess server) {
        try (RawClient source = RawClient.open(server.port(), "/")) {
            healthy.await();
            broadcast(source, BROADCASTS.get(0));
            long base = broadcast(source, BROADCASTS.get(1));
            last.countDown();
            all.await();
            long besides = broadcast(source, BROADCASTS.get(2));
            source.text("gone?");
            String gone = source.readAndPong().text();
            int space = gone.lastIndexOf(' ');
            long millis = Long.parseLong(gone.substring(space + 1));
            broadcasts.complete(new Broadcasts(base, besides, gone.substring(0, space), millis));
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            fail(failed);
        }
    }

    /** Whoever waits for the others learns why they do not come. */
    private void fail(Throwable why) {
        broadcasts.completeExceptionally(why);
        last.countDown();
    }

    private void stop(WeftProcess server) throws Exception {
        last.await();
        try (RawClient client = RawClient.open(server.port(), "/")) {
            all.countDown();
            broadcasts.join();
            // The Close waits behind what the client did not read, and cannot arrive.
            assertEquals(1006, codeOf(client));
        }
    }

    private void listen(WeftProcess server) throws Exception {
        try (RawClient client = RawClient.open(server.port(), "/")) {
            all.countDown();
            healthy.countDown();
            for (int messages : BROADCASTS) {
                readAll(client, messages, delivered);
            }
            broadcasts.join();
        }
    }

    private void print(Broadcasts figures, long givenUp) {
        System.out.printf(
                "Broadcast to %d readers, %d stopped: %,d messages delivered to the others, none lost, %,.0f a second"
                        + " before and %,.0f beside the stopped ones (%.0f %%); %s, at most %.1f s after a message was"
                        + " refused; %d log lines%n",
                READERS,
                STOPPED,
                delivered.sum(),
                rate(figures.baseNanos()),
                rate(figures.besidesNanos()),
                100 * figures.share(),
                figures.gone(),
                figures.goneMillis() / 1e3,
                givenUp);
    }

    private static double rate(long nanos) {
        return (double) (READERS - STOPPED) * MESSAGES * TimeUnit.SECONDS.toNanos(1) / nanos;
    }

    @Test
    void theQueueOfAStoppedReaderHoldsWhatItMayAndNoMore() throws Exception {
        PluginJar.named("fill.jar").handler("com.example.Fill", FILL).in(plugins);
        try (WeftProcess server =
                serve("fill", "--slow-client", "drop", "--write-timeout", "0", "--ping-interval", "0")) {
            List<RawClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < FILLED; i++) {
                    clients.add(RawClient.open(server.port(), "/"));
                }
                long before = LiveHeap.of(server);
                for (RawClient client : clients) {
                    client.text("fill");
                }
                server.awaitOutput("all are full");
                long each = (LiveHeap.of(server) - before) / FILLED / 1024;
                System.out.printf("%d stopped readers: %,d KiB of heap each for what waits for them%n", FILLED, each);
                // The default of --send-queue-size, and 64 KiB for what a thread holds that is writing.
                assertTrue(each > 512 - 64 && each < 512 + 64, each + " KiB");
            } finally {
                for (RawClient client : clients) {
                    client.close();
                }
            }
        }
    }

    private static int codeOf(RawClient client) {
        try {
            return client.awaitClose();
        } catch (IOException reset) {
            return 1006;
        }
    }

    @Test
    void oneThatStopsForAWhileLosesNothing() throws Exception {
        int messages = 400;
        String filler = "y".repeat(60_000);
        try (WeftProcess server = WeftProcess.serve("--handler", "echo");
                RawClient client = RawClient.open(server.port(), "/")) {
            CompletableFuture<Void> written = new CompletableFuture<>();
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < messages; i++) {
                        client.text(i + " " + filler);
                    }
                    written.complete(null);
                } catch (IOException broken) {
                    written.completeExceptionally(broken);
                }
            });
            // Nobody reads: all buffers fill, the server can write no more, reads no more, and then this cannot write.
            Await.until(() -> writer.getState() == Thread.State.WAITING, () -> "24 MB are taken without an end");

            for (int i = 0; i < messages; i++) {
                assertEquals(i + " " + filler, client.read().text());
            }
            written.get(WeftProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Its pongs come seconds later than they have to, behind what it has not read yet. */
    @Test
    void oneThatReadsSlowlyButSteadilyIsLeftAlone() throws Exception {
        byte[] message = RawClient.message(RawClient.BINARY, new byte[1024 * 1024]);
        // RFC 6455 5.1: what comes back is not masked, and so four bytes shorter.
        int echo = message.length - 4;
        try (WeftProcess server = WeftProcess.serve(
                        "--handler", "echo", "--ping-interval", "1s", "--pong-timeout", "1s", "--write-timeout", "2s");
                RawClient client = RawClient.connectNarrow(server.port(), 32 * 1024)) {
            client.write(RawClient.handshake("/"));
            client.readHead();
            client.write(message);

            assertEquals(echo, readSteadily(client, echo), server::output);

            client.text("still here");
            assertEquals("still here", client.readAndPong().text());
        }
    }

    /** Reads 8 KiB ten times a second, so many bytes in all; how many there were, if the server ended the connection. */
    private static long readSteadily(RawClient client, long bytes) throws Exception {
        LongAdder read = new LongAdder();
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> reading = pace.scheduleAtFixedRate(
                    () -> {
                        long step = Math.min(8 * 1024, bytes - read.sum());
                        long count = client.skip(step);
                        read.add(count);
                        if (count < step || read.sum() == bytes) {
                            end.complete(null);
                        }
                    },
                    0,
                    100,
                    TimeUnit.MILLISECONDS);
            end.get(2 * WeftProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            reading.cancel(false);
        }
        return read.sum();
    }

    private WeftProcess serve(String handler, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--plugins-dir", plugins.toString(), "--handler", handler));
        arguments.addAll(List.of(more));
        return WeftProcess.serve(arguments.toArray(String[]::new));
    }

    /** How long it took until the last message was offered, which is two rounds at most before it was read. */
    private static long broadcast(RawClient source, int messages) throws IOException {
        long start = System.nanoTime();
        source.text("go " + messages);
        assertEquals("done", source.readAndPong().text());
        return System.nanoTime() - start;
    }

    private static void readAll(RawClient client, int messages, LongAdder delivered) throws IOException {
        for (int i = 0; i < messages; i++) {
            RawClient.Frame frame = client.readAndPong();
            assertEquals(
                    i, Integer.parseInt(frame.text().substring(0, frame.text().indexOf(' '))));
            delivered.increment();
            if (i % ROUND == ROUND - 1) {
                client.text("round");
            }
        }
    }
}
