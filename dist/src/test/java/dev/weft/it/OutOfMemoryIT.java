package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One handler fills the heap again and again, while the clients of another come and go. Afterwards nothing is missing: not
 * a byte of the memory budget, no receive array, no onClose, no socket.
 */
class OutOfMemoryIT {

    private static final int BOUTS = Length.of(3, 50);

    private static final int BYSTANDERS = 24;

    private static final String HOG = """
        @Handler("hog")
        public final class Hog implements MessageHandler {

            @Override
            public void onMessage(Session session, Message message) throws Exception {
                java.util.List<byte[]> all = new java.util.ArrayList<>(1 << 16);
                long end = System.nanoTime() + 500_000_000;
                while (System.nanoTime() < end) {
                    try {
                        all.add(new byte[16 * 1024]);
                    } catch (OutOfMemoryError full) {
                        // Holds it for a while, so that others run out of memory too.
                        Thread.onSpinWait();
                    }
                }
                throw new OutOfMemoryError("held " + all.size());
            }
        }
        """;

    /**
     * Takes its time, so that a reader of its own reads meanwhile; and tells who is open. A session that no memory was
     * left to tell it of, because its own code was being linked, is no open one.
     */
    private static final String SLOW = """
        @Handler("slow")
        public final class Slow implements MessageHandler {
            private static final int OPENED = 1;
            private static final int CLOSED = 2;
            private final java.util.concurrent.atomic.AtomicIntegerArray told =
                    new java.util.concurrent.atomic.AtomicIntegerArray(1 << 17);

            @Override
            public void onOpen(Session session) {
                told.addAndGet((int) session.id(), OPENED);
            }

            @Override
            public void onMessage(Session session, Message message) throws Exception {
                if (message instanceof Message.Text) {
                    session.send(whoIsOpen());
                } else {
                    Thread.sleep(300);
                    session.send(message);
                }
            }

            private String whoIsOpen() {
                StringBuilder open = new StringBuilder();
                for (int id = 0; id < told.length(); id++) {
                    if (told.get(id) == OPENED) {
                        open.append(" #").append(id);
                    }
                }
                return open.toString();
            }

            @Override
            public void onClose(Session session, CloseStatus status) {
                told.addAndGet((int) session.id(), CLOSED);
            }
        }
        """;

    @TempDir
    private Path plugins;

    private final Map<String, Integer> ends = new ConcurrentSkipListMap<>();
    private volatile boolean over;

    @ParameterizedTest
    @ValueSource(strings = {"-Xmx64m", "-Xmx256m"})
    void leavesNothingBehind(String heap) throws Exception {
        PluginJar.named("hog.jar").handler("com.example.Hog", HOG).in(plugins);
        PluginJar.named("slow.jar").handler("com.example.Slow", SLOW).in(plugins);
        ProcessBuilder small = WeftProcess.builder("serve", "--port", "0", "--plugins-dir", plugins.toString());
        small.command().addAll(List.of("--handler", "slow", "--handler", "hog", "--log-level", "debug"));
        small.environment().put("WEFT_JAVA_OPTS", heap);
        try (WeftProcess server = WeftProcess.run(small)) {
            server.awaitListening();
            long sockets = sockets(server);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < BYSTANDERS; i++) {
                    Random random = new Random(i);
                    threads.execute(() -> comeAndGo(server.port(), random));
                }
                for (int bout = 0; bout < BOUTS; bout++) {
                    fill(server.port());
                }
                over = true;
            }

            awaitAllClosed(server);
            Await.until(() -> sockets(server) == sockets, () -> sockets + " sockets became " + sockets(server));
            System.out.printf("%d times out of memory at %s, bystanders: %s%n", BOUTS, heap, new TreeMap<>(ends));
            server.terminate();
            assertEquals(0, server.awaitExit());
            server.awaitOutput("at the end: 0 bytes of the memory budget in use, 0 receive arrays lent");
        }
    }

    private static long sockets(WeftProcess server) {
        try {
            return Gauges.descriptorsOf(server).stream()
                    .filter(target -> target.startsWith("socket:"))
                    .count();
        } catch (IOException changing) {
            return -1;
        }
    }

    private void fill(int port) {
        try (RawClient hog = RawClient.open(port, "/ws/hog")) {
            hog.text("fill");
            note("hog " + hog.awaitClose());
        } catch (IOException refused) {
            // There was no memory for this one either; the others feel the next bout.
            note("hog lost");
        }
    }

    private void comeAndGo(int port, Random random) {
        byte[] large = RawClient.message(RawClient.BINARY, new byte[100_000]);
        byte[] half = RawClient.beginning(RawClient.BINARY, 100_000, new byte[60_000]);
        while (!over) {
            try (RawClient client = RawClient.open(port, "/ws/slow")) {
                client.write(large);
                client.write(large);
                note("opcode " + client.readAndPong().opcode());
                switch (random.nextInt(3)) {
                    case 0 -> client.close(1000);
                    case 1 -> client.write(half);
                    default -> client.reset();
                }
            } catch (IOException lost) {
                note("lost");
            }
        }
    }

    private void note(String end) {
        ends.merge(end, 1, Integer::sum);
    }

    /** The one that asks is open. */
    private static void awaitAllClosed(WeftProcess server) throws IOException {
        String[] open = {""};
        Await.until(
                () -> {
                    try (RawClient client = RawClient.open(server.port(), "/ws/slow")) {
                        client.text("who is open?");
                        open[0] = client.readAndPong().text();
                        return open[0].lastIndexOf('#') == open[0].indexOf('#');
                    } catch (IOException lost) {
                        open[0] = lost.toString();
                        return false;
                    }
                },
                () -> open[0] + "\n" + server.output());
    }
}
