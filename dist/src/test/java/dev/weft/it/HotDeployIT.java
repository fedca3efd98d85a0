package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The handler's JAR is replaced again and again, in every way a file can be, with broken ones between, while a crowd
 * exchanges numbered messages with it: nobody is disconnected, and no message is lost, doubled, out of order, or answered
 * by anything but the old or the new handler.
 */
class HotDeployIT {

    private static final int CONNECTIONS = 1_000;
    private static final int REPLACEMENTS = Length.of(18, 100);

    /** Each client says something ten times a second: a steady load of half a core or less, so that a pause is seen. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Says which version it is, by its class and by a file of its JAR, and how many messages the session has sent. */
    private static final String COUNTING = """
            @Handler("counting")
            public final class Counting implements MessageHandler {
                @Override
                public void onMessage(Session session, Message message) throws Exception {
                    int count = session.attachment(Integer.class).orElse(0) + 1;
                    session.attach(count);
                    session.send("%1$d " + count + " " + ((Message.Text) message).text() + file(count));
                }

                private static String file(int count) throws java.io.IOException {
                    if (count %% 20 != 0) {
                        return "";
                    }
                    try (var in = Counting.class.getResourceAsStream("/version.txt")) {
                        return " " + new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                    }
                }
            }
            """;

    @TempDir
    private Path temp;

    private Path plugins;
    private WeftProcess server;
    private final LongAdder replies = new LongAdder();
    private final RoundTrips calm = new RoundTrips();
    private final RoundTrips busy = new RoundTrips();
    private volatile int oldest = 0;
    private volatile int newest = 0;
    private volatile boolean replacing;
    private volatile boolean done;

    @BeforeEach
    void serve() throws Exception {
        plugins = Files.createDirectories(temp.resolve("plugins"));
        put(version(0), 1);
        server = WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "counting");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] version(int number) {
        return PluginJar.named("counting.jar")
                .handler("com.example.Counting", COUNTING.formatted(number))
                .entry("version.txt", Integer.toString(number))
                .bytes();
    }

    private Path jar() {
        return plugins.resolve("counting.jar");
    }

    @Test
    void aCrowdNoticesNothingOfAHundredReplacements() throws Exception {
        Thread operator = Thread.ofPlatform().name("operator").start(this::replaceAll);

        Crowd.run(CONNECTIONS, WeftProcess.PATIENCE.multipliedBy(20), this::exchange);
        operator.join();

        assertEquals(REPLACEMENTS, newest, server::output);
        System.out.printf(
                "%d replacements under %,d connections, %,d replies, each from the old or the new handler; round trips"
                        + " before: %s; meanwhile: %s%n",
                REPLACEMENTS, CONNECTIONS, replies.sum(), calm, busy);
        RedeployIT.awaitLiveGenerations(server, 1);
        assertEquals(
                List.of(),
                Gauges.descriptorsOf(server).stream()
                        .filter(file -> file.startsWith(plugins.toString()))
                        .toList());
    }

    /** One client: every reply has its number, counted by a handler that is the old or the new one. */
    private void exchange(int number) throws IOException {
        try (RawClient client = RawClient.open(server.port(), "/")) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS));
            for (int count = 1; !done; count++) {
                int least = oldest;
                boolean meanwhile = replacing;
                long start = System.nanoTime();
                client.text(number + ":" + count);
                String reply = client.read().text();
                (meanwhile ? busy : calm).add(System.nanoTime() - start);
                check(reply, number, count, least, newest);
                replies.increment();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            client.close(1000);
            assertEquals(1000, client.awaitClose());
        }
    }

    private static void check(String reply, int number, int count, int least, int most) {
        String[] parts = reply.split(" ", -1);
        int version = Integer.parseInt(parts[0]);
        assertTrue(version >= least && version <= most, () -> reply + " is not from " + least + " to " + most);
        assertEquals(count + " " + number + ":" + count, parts[1] + " " + parts[2]);
        if (parts.length > 3) {
            assertEquals(parts[0], parts[3], "the class is of one version and the file of another");
        }
    }

    private void replaceAll() {
        try (JdkClient probe = JdkClient.connect(server.ws("/"))) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
            replacing = true;
            for (int number = 1; number <= REPLACEMENTS; number++) {
                byte[] jar = version(number);
                if (number % 5 == 0) {
                    putBroken(jar, number);
                }
                newest = number;
                put(jar, number);
                awaitVersion(probe, number);
                // Whatever is sent from now on must not be answered by an older one.
                oldest = number;
            }
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            throw new AssertionError(server.output(), failed);
        } finally {
            done = true;
        }
    }

    /** Overwrites it as {@code cp} does, or moves another one there, or removes it first. */
    private void put(byte[] content, int number) throws IOException {
        switch (number % 3) {
            case 0 ->
                Files.move(
                        Files.write(plugins.resolve(".fresh.tmp"), content),
                        jar(),
                        StandardCopyOption.REPLACE_EXISTING);
            case 1 -> Files.write(jar(), content);
            default -> {
                Files.delete(jar());
                Files.write(jar(), content);
            }
        }
    }

    /** Half a copy, a flipped byte, or a handler that does not start; the server must say so. */
    private void putBroken(byte[] good, int number) throws IOException {
        switch (number / 5 % 3) {
            case 0 -> Files.write(jar(), Arrays.copyOf(good, good.length / 2));
            case 1 -> {
                byte[] flipped = good.clone();
                for (int i = good.length / 3; i < good.length / 3 + 8; i++) {
                    flipped[i] ^= 0x55;
                }
                Files.write(jar(), flipped);
                server.awaitOutput("counting.jar REJECTED");
            }
            default -> {
                Files.write(
                        jar(),
                        PluginJar.named("counting.jar")
                                .handler(
                                        "com.example.Counting",
                                        COUNTING.formatted(-1)
                                                .replace(
                                                        "private static String file",
                                                        "public void start(HandlerContext context) {"
                                                                + " throw new IllegalStateException(\"" + number
                                                                + "\"); } private static String file"))
                                .bytes());
                server.awaitOutput("FAILED.*IllegalStateException: " + number);
            }
        }
    }

    private void awaitVersion(JdkClient probe, int number) throws InterruptedException {
        Await.until(
                () -> {
                    try {
                        return probe.send("probe").next().startsWith("text " + number + " ");
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                },
                () -> "version " + number + " does not come:\n" + server.output());
    }

    /** How long replies took. */
    private static final class RoundTrips {

        /** Why 100 us? Fine enough for percentiles of milliseconds. */
        private static final long BUCKET_NANOS = 100_000;

        private final LongAdder[] buckets = new LongAdder[20_000];

        RoundTrips() {
            Arrays.setAll(buckets, i -> new LongAdder());
        }

        void add(long nanos) {
            buckets[(int) Math.min(nanos / BUCKET_NANOS, buckets.length - 1L)].increment();
        }

        @Override
        public String toString() {
            return String.format("median %.1f ms, p99 %.1f ms, longest %.1f ms", millis(0.5), millis(0.99), millis(1));
        }

        private double millis(double quantile) {
            List<Long> counts = new ArrayList<>();
            for (LongAdder bucket : buckets) {
                counts.add(bucket.sum());
            }
            long wanted = (long) Math.ceil(
                    quantile * counts.stream().mapToLong(Long::longValue).sum());
            long seen = 0;
            int at = 0;
            while (at < buckets.length && (seen += counts.get(at)) < wanted) {
                at++;
            }
            return Duration.ofNanos((at + 1) * BUCKET_NANOS).toNanos() / 1e6;
        }
    }
}
