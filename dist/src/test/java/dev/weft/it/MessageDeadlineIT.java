package dev.weft.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message may take only so long to arrive; the time in which this side does not read is not the peer's. */
class MessageDeadlineIT {

    private static final long TIMEOUT_SECONDS = 1;
    private static final long MARGIN_SECONDS = 10;

    /** The server's clock moves ten times a second, and is late by up to that. */
    private static final long TICKS_MILLIS = 200;

    /** Together more than all buffers between a client and a handler that does not read hold. */
    private static final int MESSAGES = 3_000;

    private static final byte[] MESSAGE =
            RawClient.message(RawClient.TEXT, "#".repeat(10_000).getBytes(UTF_8));

    /** "hold" waits for the "open" of somebody else, "count" tells how many others came. */
    private static final String GATE = """
            @Handler("gate")
            public final class Gate implements MessageHandler {
                private final java.util.concurrent.Semaphore opened = new java.util.concurrent.Semaphore(0);
                private final java.util.concurrent.atomic.AtomicInteger others = new java.util.concurrent.atomic.AtomicInteger();

                public void onMessage(Session session, Message message) throws Exception {
                    switch (((Message.Text) message).text()) {
                        case "hold" -> {
                            session.send("held");
                            opened.acquire();
                        }
                        case "open" -> opened.release();
                        case "count" -> session.send("" + others.get());
                        default -> others.incrementAndGet();
                    }
                }
            }
            """;

    @TempDir
    private Path plugins;

    @Test
    void aByteNowAndThenDoesNotMoveIt() throws Exception {
        try (WeftProcess server = serve("--message-timeout", TIMEOUT_SECONDS + "s");
                RawClient client = RawClient.open(server.port(), "/");
                ScheduledExecutorService drops = Executors.newSingleThreadScheduledExecutor()) {
            long begun = System.nanoTime();
            client.write(RawClient.beginning(RawClient.BINARY, 100_000, new byte[] {1}));
            Future<?> dripping = drip(client, drops);

            assertEquals(1008, client.awaitClose());

            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            dripping.cancel(false);
            assertTrue(millis >= TIMEOUT_SECONDS * 1000 - TICKS_MILLIS, millis + " ms");
            assertTrue(millis <= (TIMEOUT_SECONDS + MARGIN_SECONDS) * 1000, millis + " ms");
        }
    }

    @Test
    void isThatOfEachMessageOfASteadyStream() throws Exception {
        try (WeftProcess server = serve("--message-timeout", TIMEOUT_SECONDS + "s");
                RawClient client = RawClient.open(server.port(), "/")) {
            // Cut in the midst of the payload.
            byte[] message = RawClient.message(RawClient.TEXT, "count".getBytes(UTF_8));
            byte[] begin = Arrays.copyOf(message, message.length - 2);
            byte[] end = Arrays.copyOfRange(message, message.length - 2, message.length);
            client.write(begin);
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(3 * TIMEOUT_SECONDS);
            while (System.nanoTime() < until) {
                // Whenever the server reads, a message has begun and not ended; but never the same one for long.
                client.write(joined(end, begin));
                assertEquals("0", client.read().text());
            }
        }
    }

    @Test
    void standsStillWhileTheHandlerIsBusyAndNobodyReads() throws Exception {
        try (WeftProcess server = serve("--message-timeout", TIMEOUT_SECONDS + "s");
                RawClient client = RawClient.open(server.port(), "/");
                RawClient witness = RawClient.open(server.port(), "/")) {
            client.text("hold");
            assertEquals("held", client.read().text());
            CompletableFuture<Void> written = new CompletableFuture<>();
            Thread writer = Thread.ofVirtual().start(() -> writeAll(client, written));
            Await.until(() -> writer.getState() == Thread.State.WAITING, () -> "it takes all without an end");

            for (int i = 0; i < 2; i++) {
                awaitTimeout(server);
            }
            witness.text("open");
            written.get(WeftProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            client.text("count");

            assertEquals(Integer.toString(MESSAGES), client.read().text());
        }
    }

    @Test
    void aPeerThatAnswersPingsIsNotTakenForGoneWhileTheHandlerIsBusy() throws Exception {
        try (WeftProcess server = serve("--ping-interval", "300ms", "--pong-timeout", "300ms");
                JdkClient client = JdkClient.connect(server.ws("/"));
                JdkClient witness = JdkClient.connect(server.ws("/"))) {
            assertEquals("text held", client.send("hold").next());

            for (int i = 0; i < 2; i++) {
                // One that answers none: when it is gone, so much time has passed.
                try (RawClient silent = RawClient.open(server.port(), "/")) {
                    silent.awaitEnd();
                }
            }
            witness.send("open");

            assertEquals("text 0", client.send("count").next());
        }
    }

    private WeftProcess serve(String... settings) throws Exception {
        PluginJar.named("gate.jar").handler("com.example.Gate", GATE).in(plugins);
        String[] arguments = new String[settings.length + 4];
        System.arraycopy(settings, 0, arguments, 4, settings.length);
        arguments[0] = "--plugins-dir";
        arguments[1] = plugins.toString();
        arguments[2] = "--handler";
        arguments[3] = "gate";
        return WeftProcess.serve(arguments);
    }

    /** Ten bytes a second. */
    private static Future<?> drip(RawClient client, ScheduledExecutorService drops) {
        return drops.scheduleAtFixedRate(
                () -> {
                    try {
                        client.write(new byte[] {'#'});
                    } catch (IOException cut) {
                        // The task ends with it.
                        throw new IllegalStateException(cut);
                    }
                },
                100,
                100,
                TimeUnit.MILLISECONDS);
    }

    /** Waits as long as a message may take: until one that has only begun was refused. */
    private static void awaitTimeout(WeftProcess server) throws IOException {
        try (RawClient unfinished = RawClient.open(server.port(), "/")) {
            unfinished.write(RawClient.fragment(RawClient.TEXT, new byte[] {'#'}));
            assertEquals(1008, unfinished.awaitClose());
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void writeAll(RawClient client, CompletableFuture<Void> written) {
        try {
            for (int i = 0; i < MESSAGES; i++) {
                client.write(MESSAGE);
            }
            written.complete(null);
        } catch (IOException broken) {
            written.completeExceptionally(broken);
        }
    }
}
