package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A handler fills the heap, again and again, while clients come and go: all of the server's threads outlive it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@EnabledOnOs(OS.LINUX)
class ServiceThreadsIT {

    private static final int BOUTS = Length.of(4, 50);
    private static final int VISITORS = 6;

    private static final String HOG = """
            @Handler("hog")
            public final class Hog implements MessageHandler {
                @Override
                public void onMessage(Session session, Message message) {
                    if (((Message.Text) message).text().equals("hog")) {
                        hog(System.nanoTime() + 500_000_000L);
                    }
                    session.send(message);
                }

                private static void hog(long end) {
                    var held = new java.util.ArrayList<byte[]>(100_000);
                    int size = 1 << 20;
                    while (System.nanoTime() < end) {
                        try {
                            held.add(new byte[size]);
                        } catch (OutOfMemoryError full) {
                            size = Math.max(16, size / 2);
                        }
                    }
                }
            }
            """;

    private final LongAdder came = new LongAdder();
    private final LongAdder failed = new LongAdder();

    @TempDir
    private Path plugins;

    @BeforeEach
    void build() throws Exception {
        PluginJar.named("hog.jar").handler("com.acme.Hog", HOG).in(plugins);
    }

    @ParameterizedTest
    @ValueSource(strings = {"64m", "256m"})
    void endsNoThreadOfTheServersOwn(String heap) throws Exception {
        ProcessBuilder builder = WeftProcess.builder(
                "serve", "--port=0", "--plugins-dir=" + plugins, "--handler=hog", "--handshake-timeout=2s");
        builder.environment().put("WEFT_JAVA_OPTS", "-Xmx" + heap);
        try (WeftProcess server = WeftProcess.run(builder)) {
            server.awaitListening();
            Set<String> before = threads(server);
            AtomicBoolean over = new AtomicBoolean();
            List<Thread> visitors = Stream.generate(() -> Thread.ofPlatform().start(() -> visit(server, over)))
                    .limit(VISITORS)
                    .toList();
            for (int bout = 0; bout < BOUTS; bout++) {
                talk(server, "hog");
            }
            over.set(true);
            for (Thread visitor : visitors) {
                visitor.join();
            }

            long start = System.nanoTime();
            try (RawClient fresh = RawClient.open(server.port(), "/")) {
                fresh.text("hello");
                assertEquals("hello", fresh.readAndPong().text());
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            // The watchdog is there as well: it cuts who says nothing.
            try (RawClient silent = RawClient.connect(server.port())) {
                silent.awaitEnd();
            }
            Set<String> after = threads(server);
            after.retainAll(before);
            assertEquals(before, after, server::output);
            System.out.printf(
                    "out of memory %d times at -Xmx%s: %,d visits, %,d failed; all threads alive, a new client answered"
                            + " after %,d ms%n",
                    BOUTS, heap, came.sum(), failed.sum(), millis);
        }
    }

    private void visit(WeftProcess server, AtomicBoolean over) {
        while (!over.get()) {
            talk(server, "x".repeat(3000));
        }
    }

    /** While there is no memory, any of it may fail. */
    private void talk(WeftProcess server, String text) {
        try (RawClient client = RawClient.open(server.port(), "/")) {
            client.text(text);
            client.readAndPong();
            came.increment();
        } catch (IOException | RuntimeException | AssertionError noMemory) {
            failed.increment();
        }
    }

    /** The server's own platform threads, by name; Linux cuts a name after 15 characters. */
    private static Set<String> threads(WeftProcess server) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + server.pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                names.add(Files.readString(task.resolve("comm")).strip());
            }
        } catch (java.nio.file.NoSuchFileException ended) {
            return threads(server);
        }
        names.removeIf(name -> !name.startsWith("weft-"));
        return names;
    }
}
