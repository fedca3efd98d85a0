package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that stop, among many that do not; and one that stops for a while. */
class SlowReadersIT {

    private static final int READERS = Length.of(100, 1000);
    private static final int STOPPED = READERS / 10;

    /** Long enough that what one of them has not read fills the kernel's buffers and the queue several times over. */
    private static final int MESSAGES = Length.of(4_000, 20_000);

    private static final int MESSAGE_SIZE = 4096;

    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(2);

    /** Why 32? Two rounds of it are less than a queue holds, so nobody who reads can fall so far behind as to be closed. */
    private static final int ROUND = 32;

    /** "go" makes it offer numbered messages to everybody, in rounds: the healthy tell when they have read one. */
    private static final String BROADCAST = """
            @Handler("broadcast")
            public final class Broadcast implements MessageHandler {
                private volatile HandlerContext context;
                private final java.util.concurrent.Semaphore rounds = new java.util.concurrent.Semaphore(%2$d);

                public void start(HandlerContext context) { this.context = context; }

                public void onMessage(Session session, Message message) throws Exception {
                    if (((Message.Text) message).text().equals("round")) {
                        rounds.release();
                        return;
                    }
                    String filler = "x".repeat(%1$d);
                    for (int i = 0; i < %4$d; i++) {
                        if (i %% %3$d == 0) {
                            rounds.acquire(%2$d);
                        }
                        Message next = Message.text(i + " " + filler);
                        for (Session each : context.sessions()) {
                            if (each != session) {
                                each.offer(next);
                            }
                        }
                    }
                    session.send("done");
                }
            }
            """.formatted(MESSAGE_SIZE, READERS - STOPPED, ROUND, MESSAGES);

    @TempDir
    private Path plugins;

    @Test
    void theOthersGetEverythingAndTheStoppedOnesAreClosed() throws Exception {
        PluginJar.named("broadcast.jar")
                .handler("com.example.Broadcast", BROADCAST)
                .in(plugins);
        CountDownLatch ready = new CountDownLatch(READERS);
        LongAdder delivered = new LongAdder();
        AtomicLong gone = new AtomicLong();
        try (WeftProcess server = serve()) {
            Thread source = Thread.ofPlatform().start(() -> broadcast(server, ready));
            Crowd.run(READERS, WeftProcess.PATIENCE.multipliedBy(4), number -> {
                try (RawClient client = RawClient.open(server.port(), "/")) {
                    ready.countDown();
                    if (number < STOPPED) {
                        source.join();
                        client.awaitEnd();
                        gone.incrementAndGet();
                    } else {
                        readAll(client, delivered);
                    }
                }
            });
            long givenUp = server.output()
                    .lines()
                    .filter(line -> line.contains("too slowly"))
                    .count();

            System.out.printf(
                    "Broadcast to %d readers, %d stopped: %,d messages delivered to the others, none lost; %d stopped ones"
                            + " gone; %d log lines%n",
                    READERS, STOPPED, delivered.sum(), gone.get(), givenUp);
            assertEquals((long) (READERS - STOPPED) * MESSAGES, delivered.sum());
            assertEquals(STOPPED, gone.get());
            assertTrue(givenUp <= STOPPED, server::output);
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

    private WeftProcess serve() throws Exception {
        return WeftProcess.serve(
                "--plugins-dir",
                plugins.toString(),
                "--handler",
                "broadcast",
                "--write-timeout",
                WRITE_TIMEOUT.toMillis() + "ms");
    }

    private static void broadcast(WeftProcess server, CountDownLatch ready) {
        try (RawClient source = RawClient.open(server.port(), "/")) {
            ready.await();
            source.text("go");
            assertEquals("done", source.read().text());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void readAll(RawClient client, LongAdder delivered) throws IOException {
        for (int i = 0; i < MESSAGES; i++) {
            RawClient.Frame frame = client.read();
            assertEquals(
                    i, Integer.parseInt(frame.text().substring(0, frame.text().indexOf(' '))));
            delivered.increment();
            if (i % ROUND == ROUND - 1) {
                client.text("round");
            }
        }
    }
}
