package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection stays alive while its handler blocks, and nobody else notices. */
class BlockedHandlerIT {

    /** What issue and design promise: a ping or a Close is answered within this, however long the handler sleeps. */
    private static final Duration PROMISE = Duration.ofSeconds(1);

    @TempDir
    private Path plugins;

    private WeftProcess server;

    @BeforeEach
    void start() throws Exception {
        PluginJar.named("sleeper.jar").handler("com.example.Sleeper", """
                        @Handler("sleeper")
                        public final class Sleeper implements MessageHandler {
                            private final java.util.Queue<String> calls = new java.util.concurrent.ConcurrentLinkedQueue<>();
                            private final java.util.concurrent.Semaphore wake = new java.util.concurrent.Semaphore(0);

                            @Override
                            public void onMessage(Session session, Message message) throws Exception {
                                switch (((Message.Text) message).text()) {
                                    case "sleep" -> {
                                        calls.add("asleep");
                                        wake.tryAcquire(60, java.util.concurrent.TimeUnit.SECONDS);
                                        calls.add("awake");
                                    }
                                    case "wake" -> {
                                        wake.release();
                                        session.send("ok");
                                    }
                                    default -> session.send(String.join(" ", calls));
                                }
                            }

                            @Override
                            public void onClose(Session session, CloseStatus status) {
                                calls.add("close" + status.code());
                            }
                        }
                        """).in(plugins);
        server = WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "sleeper");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void itsClientsPingAndCloseAreAnsweredAndOnCloseComesOnceAfterIt() throws Exception {
        try (JdkClient sleeper = JdkClient.connect(server.ws("/"));
                JdkClient witness = JdkClient.connect(server.ws("/"))) {
            sleeper.send("sleep");
            awaitCalls(witness, "asleep");

            long pinged = System.nanoTime();
            sleeper.socket().sendPing(ByteBuffer.allocate(0)).join();
            assertEquals("pong", sleeper.next().strip());
            assertWithinPromise(pinged);

            long closed = System.nanoTime();
            sleeper.socket().sendClose(1000, "").join();
            assertEquals("close 1000", sleeper.next());
            assertWithinPromise(closed);

            assertEquals("text asleep", witness.send("calls").next());
            assertEquals("text ok", witness.send("wake").next());
            awaitCalls(witness, "asleep awake close1000");
        }
    }

    @Test
    void othersNoticeNothing() throws Exception {
        try (JdkClient sleeper = JdkClient.connect(server.ws("/"));
                JdkClient witness = JdkClient.connect(server.ws("/"))) {
            sleeper.send("sleep");
            awaitCalls(witness, "asleep");
            for (int i = 0; i < 1000; i++) {
                assertEquals("text asleep", witness.send("calls").next());
            }
        }
    }

    @Test
    void othersAreServedWhileHandlersSpinOnEveryCore() throws Exception {
        PluginJar.answering("spinner", """
                if (((Message.Text) message).text().equals("spin")) {
                    while (true) {
                        Thread.onSpinWait();
                    }
                }
                session.send(message);
                """).in(plugins);
        try (WeftProcess spun = WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "spinner");
                JdkClient witness = JdkClient.connect(spun.ws("/"))) {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                JdkClient.connect(spun.ws("/")).send("spin");
            }
            for (int i = 0; i < 100; i++) {
                assertEquals("text still here", witness.send("still here").next());
            }
        }
    }

    /** Messages that have arrived, and wait for the handler, do not take too long to arrive. */
    @Test
    void itsClientIsNotBlamedForMessagesThatWaitForIt() throws Exception {
        PluginJar.answering("napper", """
                if (((Message.Text) message).text().equals("nap")) {
                    Thread.sleep(4_000);
                }
                session.send(message);
                """).in(plugins);
        try (WeftProcess napping = WeftProcess.serve(
                        "--plugins-dir", plugins.toString(), "--handler", "napper", "--message-timeout", "1s");
                RawClient client = RawClient.open(napping.port(), "/")) {
            // More than one read brings, and more than waits for a handler.
            String large = "x".repeat(100_000);
            client.text("nap");
            for (int i = 0; i < 3; i++) {
                client.text(large);
            }

            assertEquals("nap", client.read().text());
            for (int i = 0; i < 3; i++) {
                assertEquals(large, client.read().text(), napping::output);
            }
        }
    }

    private static void awaitCalls(JdkClient witness, String expected) {
        Await.until(
                () -> {
                    try {
                        return witness.send("calls").next().equals("text " + expected);
                    } catch (InterruptedException stopped) {
                        throw new AssertionError(stopped);
                    }
                },
                () -> "never " + expected);
    }

    private static void assertWithinPromise(long since) {
        Duration taken = Duration.ofNanos(System.nanoTime() - since);
        assertTrue(taken.compareTo(PROMISE) < 0, () -> "took " + taken);
    }
}
