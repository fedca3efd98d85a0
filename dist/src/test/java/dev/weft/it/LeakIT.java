package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Thousands of connections, ended in every way there is, leave nothing behind. */
class LeakIT {

    private static final int CONNECTIONS = Length.of(5_000, 100_000);

    /** At once; and so many measure the server before the others come. */
    private static final int AT_ONCE = 100;

    /** Why 10? The JVM has compilers and collectors come and go. */
    private static final int SYSTEM_THREADS = 10;

    /** Why 16 MiB? Code that is compiled meanwhile took 5; at full size it is 160 bytes for each connection. */
    private static final long NATIVE_GROWTH_KIB = 16 * 1024;

    private static final String REQUEST_HALF = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n";

    /** How a connection ends. */
    private enum End {
        CLOSE {
            @Override
            void run(RawClient client) throws IOException {
                client.text("a");
                assertEquals("a", client.read().text());
                client.close(1000);
                assertEquals(1000, client.awaitClose());
                client.awaitEnd();
            }
        },
        FIN {
            @Override
            void run(RawClient client) throws IOException {
                client.text("a");
                client.end();
                client.awaitEnd();
            }
        },
        RST {
            @Override
            void run(RawClient client) throws IOException {
                client.text("a");
                client.reset();
            }
        },
        RULE_BROKEN {
            @Override
            void run(RawClient client) throws IOException {
                // RFC 6455 5.1: an unmasked frame.
                client.write(new byte[] {(byte) 0x81, 0x01, 0x61});
                assertEquals(1002, client.awaitClose());
            }
        },
        IN_MID_MESSAGE {
            @Override
            void run(RawClient client) throws IOException {
                client.write(RawClient.beginning(RawClient.TEXT, 100_000, new byte[20_000]));
                client.reset();
            }
        },
        COMPRESSED {
            @Override
            void run(RawClient client) throws IOException {
                // RFC 7692 7.2.3.1: "Hello"; twice, so that pooled zlib objects are used again.
                byte[] hello = {(byte) 0xF2, 0x48, (byte) 0xCD, (byte) 0xC9, (byte) 0xC9, 0x07, 0x00};
                client.write(RawClient.compressed(RawClient.TEXT, hello));
                client.write(RawClient.compressed(RawClient.TEXT, hello));
                assertEquals("Hello", client.read().text());
                assertEquals("Hello", client.read().text());
                // And then a block of a kind that there is not.
                client.write(RawClient.compressed(RawClient.TEXT, new byte[] {(byte) 0xFF}));
                assertEquals(1007, client.awaitClose());
            }
        };

        abstract void run(RawClient client) throws IOException;
    }

    @Test
    void nothingIsLeftOfConnectionsThatEnded() throws Exception {
        try (WeftProcess server = serve()) {
            end(server, CONNECTIONS / 5);
            // First: to be asked for its heap, the server opens a socket.
            long heapBefore = LiveHeap.of(server);
            Gauges before = Gauges.of(server);

            end(server, CONNECTIONS);
            settle(server, before);

            Gauges after = Gauges.of(server);
            long heapAfter = LiveHeap.of(server);
            System.out.printf(
                    "%,d connections ended in %d ways: descriptors %d -> %d, threads %d -> %d, heap %,d -> %,d KiB,"
                            + " resident %,d -> %,d KiB%n",
                    CONNECTIONS,
                    End.values().length + 1,
                    before.descriptors(),
                    after.descriptors(),
                    before.threads(),
                    after.threads(),
                    heapBefore / 1024,
                    heapAfter / 1024,
                    before.residentKib(),
                    after.residentKib());
            // A leak of 100 bytes for each of them would show.
            assertFalse(heapAfter > heapBefore * 1.05 + 100L * CONNECTIONS, heapBefore + " -> " + heapAfter);
            assertFalse(after.threads() > before.threads() + SYSTEM_THREADS, () -> before + " -> " + after);
            long grown = after.residentKib() - before.residentKib();
            assertFalse(grown > NATIVE_GROWTH_KIB, () -> before + " -> " + after);
            assertFalse(server.output().contains("ERROR"), server::output);
        }
    }

    /**
     * A small budget, for the receive arrays that are kept for the next busy ones are an eighth of it; and a heap that is all
     * in RAM from the beginning, so that what grows there is native memory.
     */
    private static WeftProcess serve() throws Exception {
        ProcessBuilder small = WeftProcess.builder("serve", "--port", "0", "--handler", "echo");
        small.command().addAll(List.of("--handshake-timeout", "500ms", "--memory-budget", "4MiB"));
        small.environment().put("WEFT_JAVA_OPTS", "-Xms128m -Xmx128m -XX:+AlwaysPreTouch");
        WeftProcess server = WeftProcess.run(small);
        server.awaitListening();
        return server;
    }

    private static void end(WeftProcess server, int connections) throws Exception {
        Crowd.run(AT_ONCE, Duration.ofMinutes(20), number -> {
            for (int i = number; i < connections; i += AT_ONCE) {
                // One in fifty, and not always the same clients, for it takes them half a second.
                if (i / AT_ONCE % 50 == number % 50) {
                    timeOut(server);
                } else {
                    endBy(End.values()[i % End.values().length], server);
                }
            }
        });
    }

    private static void endBy(End way, WeftProcess server) throws IOException {
        try (RawClient client = RawClient.open(server.port(), "/", "Sec-WebSocket-Extensions: permessage-deflate")) {
            way.run(client);
        }
    }

    /** The seventh way: half a request, until the server loses patience. */
    private static void timeOut(WeftProcess server) throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.write(REQUEST_HALF.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            client.awaitEnd();
        }
    }

    /** Waits until no more is open than before: the last are ended by the server after their clients are gone. */
    private static void settle(WeftProcess server, Gauges before) {
        Await.until(
                () -> {
                    try {
                        return Gauges.of(server).descriptors() <= before.descriptors();
                    } catch (IOException ended) {
                        throw new AssertionError(ended);
                    }
                },
                () -> "more than " + before.descriptors() + " descriptors stay open: " + descriptors(server));
    }

    private static String descriptors(WeftProcess server) {
        try {
            return String.join(" ", Gauges.descriptorsOf(server));
        } catch (IOException ended) {
            return ended.toString();
        }
    }
}
