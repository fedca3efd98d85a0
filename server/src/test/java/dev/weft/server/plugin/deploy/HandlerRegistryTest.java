package dev.weft.server.plugin.deploy;

import static dev.weft.server.plugin.deploy.RegistryFixture.handler;
import static dev.weft.server.plugin.deploy.RegistryFixture.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.PluginReport;
import dev.weft.server.plugin.source.PluginFolder;
import dev.weft.spi.Message;
import dev.weft.spi.Session;
import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlerRegistryTest {

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
    @DisplayName("the chosen handlers")
    class Chosen {

        @Test
        void areStartedAndFoundById() throws Exception {
            Path jar = PluginJar.echoing("echo").in(fixture.plugins);

            HandlerRegistry registry = fixture.load("echo");

            Generation echo = registry.find("echo").orElseThrow();
            assertTrue(echo.isActive());
            assertEquals(jar, echo.jar());
            Session session = mock(Session.class);
            Message message = Message.text("hi");
            echo.handler().onMessage(session, message);
            verify(session).send(message);
            assertEquals(List.of(report(jar, "echo", HandlerState.ACTIVE, "")), registry.reports());
        }

        @Test
        void keepTheOrderOfTheChoice() {
            PluginJar.echoing("a").in(fixture.plugins);
            PluginJar.echoing("b").in(fixture.plugins);

            HandlerRegistry registry = fixture.load("b", "missing", "a", "b");

            assertEquals(
                    List.of("b", "a"),
                    registry.chosen().stream().map(Generation::id).toList());
            assertEquals(List.of("missing"), registry.missing());
        }

        @Test
        void areTheOnlyOnesWhoseCodeRuns() {
            Path quiet = telling("quiet").in(fixture.plugins);
            Path chosen = telling("chosen").in(fixture.plugins);

            HandlerRegistry registry = fixture.load("chosen");

            assertEquals(List.of("chosen: new", "chosen: start"), fixture.told);
            assertTrue(registry.find("quiet").isEmpty());
            assertEquals(
                    List.of(
                            report(chosen, "chosen", HandlerState.ACTIVE, ""),
                            report(quiet, "quiet", HandlerState.VERIFIED, "")),
                    registry.reports());
        }

        @Test
        void leaveNoCopyOfTheOthersInTheWorkFolder() throws IOException {
            PluginJar.echoing("a").in(fixture.plugins);
            PluginJar.echoing("b").in(fixture.plugins);

            fixture.load("b");

            assertEquals(1, fixture.copies().size());
            assertTrue(fixture.copies().get(0).getFileName().toString().startsWith("b-"));
        }

        @Test
        void runWithTheLoaderOfTheirOwnAsContextLoader() {
            PluginJar.named("x.jar")
                    .handler("a.A", handler("a", "tell(context, \"start\");", "tell(last, \"stop\");"))
                    .in(fixture.plugins);

            HandlerRegistry registry = fixture.load("a");
            registry.stop();

            assertEquals(List.of("a: start plugin:a#1", "a: stop plugin:a#1"), fixture.told);
        }

        @Test
        void shareOneLoaderWhenTheyAreInOneJar() {
            PluginJar.named("x.jar")
                    .handler("a.A", handler("a", "", ""))
                    .handler("a.B", handler("b", "", "").replace("class A", "class B"))
                    .in(fixture.plugins);

            HandlerRegistry registry = fixture.load("a", "b");

            assertSame(
                    registry.find("a").orElseThrow().loader(),
                    registry.find("b").orElseThrow().loader());
        }
    }

    @Nested
    @DisplayName("fault 14: an id that is taken")
    class Duplicates {

        @Test
        void rejectsTheLaterFileAndNamesBoth() {
            Path first = PluginJar.echoing("echo").in(fixture.plugins);
            Path later = PluginJar.named("other.jar")
                    .handler("a.A", handler("echo", "", ""))
                    .in(fixture.plugins);

            HandlerRegistry registry = fixture.load("echo");

            assertEquals(
                    List.of(
                            report(first, "echo", HandlerState.ACTIVE, ""),
                            report(
                                    later,
                                    "echo",
                                    HandlerState.REJECTED,
                                    "the id 'echo' of " + later + " is taken by " + first)),
                    registry.reports());
            assertEquals(first, registry.find("echo").orElseThrow().jar());
        }

        @Test
        void rejectsTheLaterClassOfOneJar() {
            PluginJar.named("x.jar")
                    .handler("a.A", handler("a", "", ""))
                    .handler("a.B", handler("a", "throw new Exception();", "").replace("class A", "class B"))
                    .in(fixture.plugins);

            HandlerRegistry registry = fixture.load("a");

            assertEquals(
                    List.of(HandlerState.ACTIVE, HandlerState.REJECTED),
                    registry.reports().stream().map(PluginReport::state).toList());
        }
    }

    @Nested
    @DisplayName("a bad JAR")
    class BadJars {

        @Test
        void neverStopsTheOthers() throws IOException {
            Path good = PluginJar.echoing("good").in(fixture.plugins);
            Path text = Files.writeString(fixture.plugins.resolve("a-text.jar"), "not a JAR at all");
            Path empty = Files.createFile(fixture.plugins.resolve("b-empty.jar"));
            Path folder = Files.createDirectory(fixture.plugins.resolve("c-folder.jar"));
            Path cut = Files.write(fixture.plugins.resolve("d-cut.jar"), Arrays.copyOf(Files.readAllBytes(good), 300));

            HandlerRegistry registry = fixture.load("good");

            assertTrue(registry.find("good").orElseThrow().isActive());
            assertEquals(
                    List.of(text, empty, folder, cut, good),
                    registry.reports().stream().map(PluginReport::jar).toList());
            assertEquals(
                    "not a JAR, or not a complete one: zip END header not found",
                    registry.reports().get(0).reason());
            assertEquals("not a JAR: it is empty", registry.reports().get(1).reason());
            assertEquals("not a JAR: it is a folder", registry.reports().get(2).reason());
            assertEquals(
                    "not a JAR, or not a complete one: zip END header not found",
                    registry.reports().get(3).reason());
            assertEquals(1, fixture.copies().size());
        }

        @Test
        void isReportedForEachBrokenProviderBesideAGoodOne() {
            Path jar = PluginJar.named("x.jar")
                    .handler("a.Broken", "public abstract class Broken implements MessageHandler {}")
                    .handler("a.A", handler("a", "", ""))
                    .in(fixture.plugins);

            HandlerRegistry registry = fixture.load("a");

            assertEquals(
                    List.of(
                            report(jar, "a", HandlerState.ACTIVE, ""),
                            PluginReport.rejected(jar, "a.Broken is abstract")),
                    registry.reports());
        }

        @Test
        void isReportedWithTheFoldersThatCannotBeRead() {
            Path missing = temp.resolve("missing");

            List<PluginReport> reports =
                    HandlerRegistry.list(new PluginFolder(List.of(missing, missing), fixture.work));

            assertEquals(
                    List.of(
                            PluginReport.rejected(missing, "no such folder"),
                            PluginReport.rejected(missing, "no such folder")),
                    reports);
        }
    }

    @Nested
    @DisplayName("listing")
    class Listing {

        @Test
        void runsNoCodeAndLeavesNothingBehind() throws IOException {
            Path jar = telling("quiet").in(fixture.plugins);

            List<PluginReport> reports = HandlerRegistry.list(new PluginFolder(List.of(fixture.plugins), fixture.work));

            assertEquals(List.of(report(jar, "quiet", HandlerState.VERIFIED, "")), reports);
            assertEquals(List.of(), fixture.told);
            assertEquals(List.of(), fixture.copies());
        }
    }

    /** A handler that tells the operator when its code runs, its constructor's included. */
    private static PluginJar telling(String id) {
        return PluginJar.named(id + ".jar").handler("a.A", """
                @Handler("%s")
                public class A implements MessageHandler {
                    private final String born = "new";
                    static { System.setProperty("weft.test.static.%s", "ran"); }
                    public void start(HandlerContext context) {
                        context.operator().tell(context.handlerId() + ": " + born);
                        context.operator().tell(context.handlerId() + ": start");
                    }
                    public void onMessage(Session session, Message message) {}
                }
                """.formatted(id, id));
    }
}
