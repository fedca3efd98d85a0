package dev.weft.server.plugin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import dev.weft.server.plugin.unload.LeakSuspects;
import dev.weft.spi.Message;
import dev.weft.spi.Session;
import dev.weft.testkit.PluginJar;
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

    /** With what a handler may leave behind. */
    private static final String SOURCE = """
                        @Handler("a")
                        public final class A implements MessageHandler {
                            private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
                            private HandlerContext context;
                            public void start(HandlerContext started) { context = started; }
                            public void onMessage(Session session, Message message) throws Exception {
                                if (((Message.Text) message).text().equals("go")) {
                                    /* go */
                                } else {
                                    /* undo */
                                }
                            }
                            public interface CounterMBean { int getCount(); }
                            public static class Counter implements CounterMBean {
                                public int getCount() { return 1; }
                            }
                            public interface StubbornMBean { int getCount(); }
                            public static class Stubborn implements StubbornMBean, javax.management.MBeanRegistration {
                                public int getCount() { return 1; }
                                public javax.management.ObjectName preRegister(
                                        javax.management.MBeanServer server, javax.management.ObjectName name) {
                                    return name;
                                }
                                public void postRegister(Boolean done) {}
                                public void preDeregister() {}
                                public void postDeregister() { throw new IllegalStateException("stays"); }
                            }
                            public static class Driver implements java.sql.Driver {
                                public java.sql.Connection connect(String url, java.util.Properties info) { return null; }
                                public boolean acceptsURL(String url) { return false; }
                                public java.sql.DriverPropertyInfo[] getPropertyInfo(
                                        String url, java.util.Properties info) { return null; }
                                public int getMajorVersion() { return 1; }
                                public int getMinorVersion() { return 0; }
                                public boolean jdbcCompliant() { return false; }
                                public java.util.logging.Logger getParentLogger() { return null; }
                            }
                            public static class Security extends java.security.Provider {
                                public Security() { super("left", "1", "left behind"); }
                            }
                            public static class Asked extends java.net.Authenticator {}
                            /** With threads that look as if they were nobody's. */
                            static class Pool {
                                static final java.util.concurrent.ExecutorService POOL =
                                        java.util.concurrent.Executors.newSingleThreadExecutor(work -> {
                                            Thread thread = new Thread(work, "pool");
                                            thread.setContextClassLoader(null);
                                            thread.setDaemon(true);
                                            return thread;
                                        });
                            }
                        }
                        """;

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
        HandlerRegistry registry = load(body, "");
        send(registry.find("a").orElseThrow(), "go");
        registry.stop();
        return registry;
    }

    /** A handler that answers "go" with one body and "undo" with the other. */
    private HandlerRegistry load(String body, String undo) {
        PluginJar.named("a.jar")
                .handler("p.A", SOURCE.replace("/* go */", body).replace("/* undo */", undo))
                .in(fixture.plugins);
        return fixture.load("a");
    }

    private void send(Generation generation, String text) throws InterruptedException {
        Thread connection = Thread.ofVirtual().start(() -> {
            ContextLoader swap = ContextLoader.with(generation.loader());
            try (swap) {
                generation.handler().onMessage(session, Message.text(text));
            } catch (Exception thrown) {
                throw new IllegalStateException(thrown);
            }
        });
        connection.join();
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
                "a JDBC driver | java.sql.DriverManager.registerDriver(new Driver());",
                "an MBean | java.lang.management.ManagementFactory.getPlatformMBeanServer().registerMBean("
                        + "new Counter(), new javax.management.ObjectName(\"p:type=Counter\"));",
                "an MBean that does not want to go | "
                        + "java.lang.management.ManagementFactory.getPlatformMBeanServer().registerMBean("
                        + "new Stubborn(), new javax.management.ObjectName(\"p:type=Stubborn\"));",
                "a virtual thread that has ended | Thread.ofVirtual().start(() -> LOCAL.set(this)).join();",
            })
    void isGoneIfItHoldsNothing(String what, String body) throws InterruptedException {
        assertCollected(runAndStop(body));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "security provider p.A$Security | java.security.Security.addProvider(new Security());"
                        + "| java.security.Security.removeProvider(\"left\");",
                "default authenticator p.A$Asked | java.net.Authenticator.setDefault(new Asked());"
                        + "| java.net.Authenticator.setDefault(null);",
                "has a thread local with an object of it | Pool.POOL.submit(() -> LOCAL.set(java.util.List.of(new A()))).get();"
                        + "| Pool.POOL.shutdown();",
            })
    void isNamedByWhatItHasLeftWithTheJdk(String suspect, String body, String undo) throws Exception {
        HandlerRegistry registry = load(body, undo);
        Generation generation = registry.find("a").orElseThrow();
        send(generation, "go");

        String suspects = LeakSuspects.of(generation.loader());

        assertTrue(suspects.contains(suspect), suspects);
        send(generation, "undo");
        registry.stop();
        assertCollected(registry);
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
        String suspects = LeakSuspects.of(left.getContextClassLoader());

        assertTrue(suspects.startsWith("thread left-behind"), suspects);
        left.interrupt();
        left.join();
    }
}
