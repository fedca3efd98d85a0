package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pings without a pause from a peer that reads nothing: what is owed to it does not pile up, and its end comes. */
class PingFloodIT {

    /** The longest pings there are: a pong for each would be the most to keep. */
    private static final byte[] PING = RawClient.message(RawClient.PING, new byte[125]);

    private static final byte[] PINGS = times(1_000);

    /** Why 4 MiB? What a server learns while it runs is less, the pongs of half a second are more. */
    private static final long MOST = 4 * 1024 * 1024;

    /** Why 100,000? Their pongs would have 12 MB. */
    private static final long MANY = 100_000;

    @TempDir
    private Path plugins;

    @Test
    void holdsItselfUpIfOnlyPongsAreToBeWritten() throws Exception {
        try (WeftProcess server = serve();
                RawClient client = RawClient.open(server.port(), "/")) {
            long before = LiveHeap.of(server);
            AtomicLong sent = new AtomicLong();
            Thread flood = flood(client, sent);
            // Nobody writes but who reads: the pongs wait for the client, and the client for them.
            Await.until(() -> flood.getState() == Thread.State.WAITING, () -> sent + " pings are taken without an end");

            assertFlat(server, before, sent);
            Await.until(() -> !flood.isAlive(), () -> "it goes on and on");
        }
    }

    @Test
    void isReadWhileTheHandlerWaitsToSendAndFewPongsAreKept() throws Exception {
        try (WeftProcess server = serve();
                RawClient client = RawClient.open(server.port(), "/")) {
            long before = LiveHeap.of(server);
            client.text("stream");
            AtomicLong sent = new AtomicLong();
            Thread flood = flood(client, sent);
            Await.until(() -> sent.get() > MANY, () -> "only " + sent + " pings are taken");

            assertFlat(server, before, sent);
            Await.until(() -> !flood.isAlive(), () -> "it goes on and on");
        }
    }

    private WeftProcess serve() throws Exception {
        PluginJar.answering("stream", """
                while (true) {
                    session.send("on and on");
                }
                """).in(plugins);
        return WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "stream", "--write-timeout", "4s");
    }

    /** Sends pings until the connection ends. */
    private static Thread flood(RawClient client, AtomicLong sent) {
        return Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    client.write(PINGS);
                    sent.addAndGet(PINGS.length / PING.length);
                }
            } catch (IOException cut) {
                // What it comes to.
            }
        });
    }

    private static void assertFlat(WeftProcess server, long before, AtomicLong sent) throws IOException {
        long grown = LiveHeap.of(server) - before;
        System.out.printf("Ping flood, nothing read: %,d pings sent, %,d bytes more live heap%n", sent.get(), grown);
        assertTrue(grown < MOST, () -> grown + " bytes are kept for " + sent + " pings");
    }

    private static byte[] times(int count) {
        byte[] all = new byte[count * PING.length];
        for (int at = 0; at < all.length; at += PING.length) {
            System.arraycopy(PING, 0, all, at, PING.length);
        }
        return all;
    }
}
