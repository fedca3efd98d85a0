package dev.weft.server.plugin.deploy;

import static dev.weft.server.plugin.deploy.RegistryFixture.handler;
import static dev.weft.server.plugin.deploy.RegistryFixture.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.PluginReport;
import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {

    private static final Duration LONG = RegistryFixture.LONG;
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    private Path temp;

    private RegistryFixture fixture;

    @BeforeEach
    void makeFolders() {
        fixture = new RegistryFixture(temp);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Nested
    @DisplayName("fault 12: the constructor throws")
    class Constructor {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "static int x = 1 / (int) (System.nanoTime() * 0);|its constructor threw"
                            + " java.lang.ExceptionInInitializerError, caused by java.lang.ArithmeticException: / by zero",
                    "int x = 1 / (int) (System.nanoTime() * 0);|its constructor threw"
                            + " java.lang.ArithmeticException: / by zero at a.A.<init>(A.java:2)",
                    "Object x = new A();|its constructor threw java.lang.StackOverflowError at a.A.<init>(A.java:2)",
                    "Object x = new lib.User();|its constructor threw java.lang.NoClassDefFoundError: lib/Gone,"
                            + " caused by java.lang.ClassNotFoundException: lib.Gone at lib.User.<init>(User.java:2)",
                })
        void makesItFailedWithOneLine(String field, String reason) {
            Path jar = PluginJar.named("a.jar")
                    .compileOnly("lib.Gone", "public class Gone {}")
                    .source("lib.User", "public class User { Object x = new Gone(); }")
                    .handler(
                            "a.A",
                            "@Handler(\"a\") public class A implements MessageHandler { " + field
                                    + " public void onMessage(Session s, Message m) {} }")
                    .in(fixture.plugins);
            PluginJar.echoing("good").in(fixture.plugins);

            HandlerRegistry registry = fixture.load("a", "good");

            assertEquals(
                    report(jar, "a", HandlerState.FAILED, reason),
                    registry.reports().get(0));
            assertFalse(registry.find("a").orElseThrow().isActive());
            assertTrue(registry.find("good").orElseThrow().isActive());
        }
    }

    @Nested
    @DisplayName("fault 13: start throws or hangs")
    class Start {

        @Test
        void makesItFailedWhenItThrows() throws IOException {
            Path jar = PluginJar.named("a.jar")
                    .handler("a.A", handler("a", "throw new java.io.IOException(\"port taken\");", ""))
                    .in(fixture.plugins);

            HandlerRegistry registry = fixture.load("a");

            assertEquals(
                    List.of(report(
                            jar,
                            "a",
                            HandlerState.FAILED,
                            "start threw java.io.IOException: port taken at a.A.start(A.java:6)")),
                    registry.reports());
            assertEquals(List.of(), fixture.copies());
        }

        @Test
        void makesItFailedWhenItHangsWhileOthersStart() {
            Path jar = PluginJar.named("a.jar")
                    .handler("a.A", handler("a", "new java.util.concurrent.CountDownLatch(1).await();", ""))
                    .in(fixture.plugins);
            PluginJar.echoing("good").in(fixture.plugins);

            HandlerRegistry registry = fixture.load(SHORT, "a", "good");

            assertEquals(
                    report(jar, "a", HandlerState.FAILED, "start did not return within 0.2 s at a.A.start(A.java:6)"),
                    registry.reports().get(0));
            assertTrue(registry.find("good").orElseThrow().isActive());
        }

        @Test
        void isNotFollowedByStopWhenItFailed() {
            PluginJar.named("a.jar")
                    .handler("a.A", handler("a", "throw new Exception();", "tell(last, \"stop\");"))
                    .in(fixture.plugins);

            fixture.load("a").stop();

            assertEquals(List.of(), fixture.told);
        }
    }

    @Nested
    @DisplayName("stopping")
    class Stopping {

        @Test
        void callsStopOnceAndDeletesTheCopies() throws IOException {
            PluginJar.named("a.jar")
                    .handler("a.A", handler("a", "", "tell(last, \"stop\");"))
                    .in(fixture.plugins);
            HandlerRegistry registry = fixture.load("a");

            registry.stop();
            registry.stop();

            assertEquals(List.of("a: stop plugin:a#1"), fixture.told);
            assertEquals(HandlerState.STOPPED, registry.reports().get(0).state());
            assertFalse(registry.find("a").orElseThrow().isActive());
            assertEquals(List.of(), fixture.copies());
        }

        @Test
        void goesOnWhenAStopThrowsOrHangs() throws IOException {
            PluginJar.named("a.jar")
                    .handler("a.A", handler("a", "", "throw new Error(\"on the way out\");"))
                    .in(fixture.plugins);
            PluginJar.named("b.jar")
                    .handler("b.A", handler("b", "", "new java.util.concurrent.CountDownLatch(1).await();"))
                    .in(fixture.plugins);
            PluginJar.named("c.jar")
                    .handler("c.A", handler("c", "", "tell(last, \"stop\");"))
                    .in(fixture.plugins);
            HandlerRegistry registry = fixture.load(SHORT, "a", "b", "c");

            registry.stop();

            assertEquals(List.of("c: stop plugin:c#1"), fixture.told);
            assertEquals(List.of(), fixture.copies());
        }
    }

    @Nested
    @DisplayName("after a stop, nothing of a plugin is kept")
    class Leaks {

        @Test
        void butForTheReportsWhichAreText() {
            PluginJar.echoing("good").in(fixture.plugins);
            PluginJar.named("throws.jar")
                    .handler("a.A", handler("throws", "throw new Exception() { };", ""))
                    .in(fixture.plugins);

            HandlerRegistry registry = fixture.load("good", "throws");
            assertEquals(2, registry.liveGenerations());
            registry.stop();

            assertEquals(
                    List.of("good", "throws"),
                    registry.reports().stream().map(PluginReport::id).toList());
            long deadline = System.nanoTime() + LONG.toNanos();
            while (registry.liveGenerations() > 0) {
                assertTrue(System.nanoTime() < deadline, registry.liveGenerations() + " are still there");
                System.gc();
            }
        }
    }
}
