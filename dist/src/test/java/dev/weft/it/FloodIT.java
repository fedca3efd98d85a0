package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Peers that send without a pause, more of them than there are cores, and handlers that do. Where they stopped the others,
 * these took minutes: so the time limit is one that a busy machine keeps.
 */
@Timeout(60)
class FloodIT {

    private static final int FLOODS = 8 * Runtime.getRuntime().availableProcessors();
    private static final int ECHOES = 200;

    /** Where each write to one of these waited for a turn, 64 messages to them took well over a minute. */
    private static final int LISTENERS = 2_000;

    /** So many frames in one write that the server always finds the next. */
    private static final int FRAMES = 10_000;

    @TempDir
    private Path plugins;

    @Test
    void ofPongsNobodyAskedForStopsNobodyElse() throws Exception {
        flood("pongs", number -> RawClient.message(RawClient.PONG, new byte[0]));
    }

    @Test
    void ofMessagesStopsNobodyElse() throws Exception {
        flood("messages", number -> RawClient.message(RawClient.TEXT, new byte[] {'q'}));
    }

    @Test
    void handlersThatSendWithoutAnEndStopNobodyElse() throws Exception {
        PluginJar.answering("stream", """
                if (((Message.Text) message).text().equals("stream")) {
                    while (true) {
                        session.send("on and on");
                    }
                }
                session.send(message);
                """).in(plugins);
        try (WeftProcess server = WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "stream")) {
            besides(server, "streams", client -> {
                client.text("stream");
                while (true) {
                    client.read();
                }
            });
        }
    }

    /** Who only listens has not waited for anything for a long time, and must not be taken for one of these. */
    @Test
    void aBroadcastToSilentListenersIsNone() throws Exception {
        PluginJar.named("herald.jar").handler("com.example.Herald", """
                @Handler("herald")
                public final class Herald implements MessageHandler {
                    private volatile HandlerContext context;
                    public void start(HandlerContext context) { this.context = context; }
                    public void onMessage(Session session, Message message) {
                        for (int i = 0; i < 64; i++) {
                            Message news = Message.text("news " + i);
                            context.sessions().forEach(each -> each.send(news));
                        }
                    }
                }
                """).in(plugins);
        try (WeftProcess server = WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "herald")) {
            CountDownLatch ready = new CountDownLatch(LISTENERS);
            Crowd.run(LISTENERS, number -> {
                try (RawClient client = RawClient.open(server.port(), "/")) {
                    ready.countDown();
                    if (number == 0) {
                        ready.await();
                        client.text("tell them");
                    }
                    for (int i = 0; i < 64; i++) {
                        assertEquals("news " + i, client.read().text());
                    }
                }
            });
        }
    }

    private void flood(String what, IntFunction<byte[]> frame) throws Exception {
        byte[] frames = new byte[FRAMES * frame.apply(0).length];
        for (int at = 0; at < frames.length; at += frame.apply(0).length) {
            System.arraycopy(frame.apply(0), 0, frames, at, frame.apply(0).length);
        }
        // The handler says nothing to a flood: an answer that is not read would hold it up.
        PluginJar.answering("quiet", """
                if (((Message.Text) message).text().length() > 1) {
                    session.send(message);
                }
                """).in(plugins);
        try (WeftProcess server = WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "quiet")) {
            besides(server, what, client -> {
                while (true) {
                    client.write(frames);
                }
            });
        }
    }

    /** What a flooding client does, until its connection ends. */
    @FunctionalInterface
    private interface Flood {
        void run(RawClient client) throws IOException;
    }

    private static void besides(WeftProcess server, String what, Flood flood) throws Exception {
        ConcurrentLinkedQueue<RawClient> floods = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<IOException> ended = new ConcurrentLinkedQueue<>();
        try (RawClient witness = RawClient.open(server.port(), "/")) {
            for (int i = 0; i < FLOODS; i++) {
                RawClient client = RawClient.open(server.port(), "/");
                floods.add(client);
                // A platform thread, for a flood does not give its carrier back either.
                Thread.ofPlatform().daemon(true).start(() -> {
                    try {
                        flood.run(client);
                    } catch (IOException end) {
                        ended.add(end);
                    }
                });
            }
            long[] nanos = new long[ECHOES];
            for (int i = 0; i < ECHOES; i++) {
                long start = System.nanoTime();
                witness.text("witness " + i);
                assertEquals("witness " + i, witness.read().text());
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            System.out.printf(
                    "Beside %d floods of %s: an echo takes %.1f ms (median), %.1f ms (p99), %.1f ms (longest)%n",
                    FLOODS, what, nanos[ECHOES / 2] / 1e6, nanos[ECHOES * 99 / 100] / 1e6, nanos[ECHOES - 1] / 1e6);
            assertEquals(List.of(), List.copyOf(ended), "floods that were ended");
        } finally {
            for (RawClient client : floods) {
                client.close();
            }
        }
    }
}
