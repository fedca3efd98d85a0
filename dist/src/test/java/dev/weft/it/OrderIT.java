package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Numbered messages both ways on many connections, through a network that chops and delays, whole and in fragments, with
 * pings between, half of the clients with compression: none is lost, doubled or out of order. And where a virtual thread
 * that waits in a {@code synchronized} keeps its carrier, as on Java 21, none of the server's ever does.
 */
class OrderIT {

    private static final int CONNECTIONS = 200;
    private static final int MESSAGES = Length.of(1_000, 10_000);

    /** How many a client sends ahead of what it has read, so that the two directions never wait for each other. */
    private static final int WINDOW = 16;

    private static final int LARGEST_PIECE = 1500;
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final String PINNED = "jdk.VirtualThreadPinned";

    private static final byte[] TAIL = {0x00, 0x00, (byte) 0xFF, (byte) 0xFF};

    private final LongAdder echoed = new LongAdder();
    private final LongAdder compressed = new LongAdder();

    @TempDir
    private Path folder;

    @Test
    void everyMessageComesBackOnceAndInOrder() throws Exception {
        Path recording = folder.resolve("order.jfr");
        try (WeftProcess server = recorded(recording);
                FaultProxy network = FaultProxy.chopping(server, LARGEST_PIECE, LONGEST_PAUSE_NANOS)) {
            long start = System.nanoTime();
            Crowd.run(CONNECTIONS, Duration.ofMinutes(30), number -> converse(network.port(), number));
            double seconds = (System.nanoTime() - start) / 1e9;

            System.out.printf(
                    "%,d numbered messages each way on %d connections, %,d of the answers compressed, in %.0f s: none lost,"
                            + " doubled or out of order%n",
                    echoed.sum(), CONNECTIONS, compressed.sum(), seconds);
            assertEquals((long) CONNECTIONS * MESSAGES, echoed.sum());
            assertTrue(compressed.sum() > 0, "nothing was compressed");
            server.terminate();
            assertEquals(0, server.awaitExit(), server::output);
        }
        // JEP 491: from Java 24 on it lets go.
        if (javaOfTheServer() < 24) {
            assertEquals(Set.of(), pinned(recording));
        }
    }

    /** A server that writes down whenever a virtual thread waits and takes its carrier along, however short that is. */
    private static WeftProcess recorded(Path recording) throws Exception {
        ProcessBuilder builder =
                WeftProcess.builder("serve", "--port", "0", "--handler", "echo", "--compression", "takeover");
        String event = "+" + PINNED + "#enabled=true,+" + PINNED + "#threshold=0ns,+" + PINNED + "#stackTrace=true";
        String recorder = "-XX:StartFlightRecording=settings=none,dumponexit=true,filename=" + recording + "," + event;
        // While a JVM makes its archive of classes, which is at its first start, it records nothing.
        builder.environment().put("WEFT_JAVA_OPTS", "-XX:-AutoCreateSharedArchive " + recorder);
        WeftProcess server = WeftProcess.run(builder);
        server.awaitListening();
        return server;
    }

    private static int javaOfTheServer() throws IOException {
        String home = System.getProperty("weft.java.home", System.getProperty("java.home"));
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(home, "release"))) {
            release.load(file);
        }
        return Runtime.Version.parse(release.getProperty("JAVA_VERSION").replace("\"", ""))
                .feature();
    }

    /** Where code of ours waited like that. */
    private static Set<String> pinned(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().equals(PINNED))
                .map(event -> Objects.requireNonNull(event.getStackTrace()).getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName() + "."
                                + frame.getMethod().getName())
                        .collect(Collectors.joining("\n")))
                .filter(stack -> stack.contains("dev.weft."))
                .collect(Collectors.toSet());
    }

    private void converse(int port, int number) throws Exception {
        String[] fields =
                number % 2 == 0 ? new String[0] : new String[] {"Sec-WebSocket-Extensions: permessage-deflate"};
        try (RawClient client = RawClient.open(port, "/", fields)) {
            CompletableFuture<Void> writing = new CompletableFuture<>();
            Semaphore ahead = new Semaphore(WINDOW);
            Thread.ofVirtual().start(() -> {
                try {
                    Random random = new Random(number);
                    for (int i = 0; i < MESSAGES; i++) {
                        ahead.acquireUninterruptibly();
                        write(client, message(number, i), random);
                    }
                    writing.complete(null);
                } catch (IOException | RuntimeException failed) {
                    writing.completeExceptionally(failed);
                }
            });
            readAll(client, number, ahead);
            writing.get(WeftProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            client.close(1000);
            assertEquals(1000, client.awaitClose());
        }
    }

    private void readAll(RawClient client, int number, Semaphore ahead) throws IOException, DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            for (int i = 0; i < MESSAGES; ) {
                RawClient.Frame frame = client.read();
                if (frame.opcode() == RawClient.PONG) {
                    continue;
                }
                byte[] payload = frame.compressed() ? inflated(inflater, frame.payload()) : frame.payload();
                assertEquals(message(number, i), new String(payload, StandardCharsets.UTF_8));
                i++;
                ahead.release();
                echoed.increment();
                compressed.add(frame.compressed() ? 1 : 0);
            }
        } finally {
            inflater.end();
        }
    }

    /** Its number, and as much behind it as its number says. */
    private static String message(int client, int index) {
        int length = new Random(client * 31L + index).nextInt(index % 20 == 0 ? 5_000 : 200);
        return client + ":" + index + ":" + "weft ".repeat(length / 5);
    }

    private static void write(RawClient client, String message, Random random) throws IOException {
        byte[] payload = message.getBytes(StandardCharsets.UTF_8);
        switch (random.nextInt(4)) {
            case 0 -> {
                int cut = random.nextInt(payload.length);
                client.write(RawClient.fragment(RawClient.TEXT, Arrays.copyOf(payload, cut)));
                client.write(RawClient.message(RawClient.PING, new byte[] {1}));
                client.write(
                        RawClient.message(RawClient.CONTINUATION, Arrays.copyOfRange(payload, cut, payload.length)));
            }
            case 1 -> {
                client.write(RawClient.message(RawClient.PING, new byte[125]));
                client.write(RawClient.message(RawClient.TEXT, payload));
            }
            default -> client.write(RawClient.message(RawClient.TEXT, payload));
        }
    }

    /** RFC 7692 7.2.2, with the window taken over from message to message. */
    private static byte[] inflated(Inflater inflater, byte[] payload) throws DataFormatException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[4096];
        for (byte[] input : new byte[][] {payload, TAIL}) {
            inflater.setInput(input);
            for (int count = inflater.inflate(block); count > 0; count = inflater.inflate(block)) {
                out.write(block, 0, count);
            }
        }
        return out.toByteArray();
    }
}
