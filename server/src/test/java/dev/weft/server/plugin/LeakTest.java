package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import dev.weft.spi.Message;
import dev.weft.spi.Session;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a plugin stays in memory after it was stopped, and what is said of it. */
@Timeout(60)
@DisplayName("fault 24: a plugin that leaves something behind")
class LeakTest {

    @TempDir
    private Path temp;

    /** Made here: a mock made under a plugin's context class loader keeps that. */
    private final Session session = mock();

    private RegistryFixture fixture;

    @BeforeEach
    void makeFolders() {
        fixture = new RegistryFixture(temp);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** Runs one message through a handler with this body, on a virtual thread as a connection's, and stops it. */
    private HandlerRegistry runAndStop(String body) throws InterruptedException {
        PluginJar.named("a.jar").handler("p.A", """
                        @Handler("a")
                        public final class A implements MessageHandler {
                            private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
                            private HandlerContext context;
                            public void start(HandlerContext started) { context = started; }
                            public void onMessage(Session session, Message message) throws Exception {
                                %s
                            }
                        }
                        """.formatted(body)).in(fixture.plugins);
        HandlerRegistry registry = fixture.load("a");
        Generation generation = registry.find("a").orElseThrow();
        Thread connection = Thread.ofVirtual().start(() -> {
            ContextLoader swap = ContextLoader.with(generation.loader());
            try (swap) {
                generation.handler().onMessage(session, Message.text("go"));
            } catch (Exception thrown) {
                throw new IllegalStateException(thrown);
            }
        });
        connection.join();
        registry.stop();
        return registry;
    }

    private static void assertCollected(HandlerRegistry registry) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (registry.liveGenerations() > 0) {
            assertTrue(System.nanoTime() < deadline, "its classes are still in memory");
            System.gc();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a thread local of its connection's thread | LOCAL.set(this);",
                "a logger of its own | System.getLogger(\"p.A\").log(System.Logger.Level.DEBUG, \"x\");",
                "java.util.logging | java.util.logging.Logger.getLogger(\"p.A\").fine(\"x\");",
                "a resource it has read | getClass().getResourceAsStream(\"/p/A.class\").readAllBytes();",
                "a task of the common pool | java.util.concurrent.ForkJoinPool.commonPool().submit(() -> this).get();",
                "a virtual thread that has ended | Thread.ofVirtual().start(() -> LOCAL.set(this)).join();",
            })
    void isGoneIfItHoldsNothing(String what, String body) throws InterruptedException {
        assertCollected(runAndStop(body));
    }

    @Test
    void isNamedByTheThreadItHasLeft() throws InterruptedException {
        HandlerRegistry registry = runAndStop("""
                Thread left = new Thread(() -> {
                    while (!Thread.interrupted()) {
                        java.util.concurrent.locks.LockSupport.park();
                    }
                }, "left-behind");
                left.setDaemon(true);
                left.start();
                """);
        Thread left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("left-behind"))
                .findFirst()
                .orElseThrow();

        System.gc();
        assertEquals(1, registry.liveGenerations());
        String suspects = Suspects.of(left.getContextClassLoader());

        assertTrue(suspects.startsWith("thread left-behind"), suspects);
        left.interrupt();
        left.join();
    }
}
