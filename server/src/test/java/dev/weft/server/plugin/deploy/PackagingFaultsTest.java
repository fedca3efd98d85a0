package dev.weft.server.plugin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.PluginReport;
import dev.weft.server.plugin.source.PluginFolder;
import dev.weft.spi.Message;
import dev.weft.spi.Session;
import dev.weft.testkit.PluginJar;
import dev.weft.testsupport.BrokenJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** However a file is broken, it is named with its reason, and harms nobody. */
class PackagingFaultsTest {

    @TempDir
    private Path temp;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.weft");
    private RegistryFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new RegistryFixture(temp);
        Files.createDirectories(fixture.plugins);
        PluginJar.echoing("a-witness").in(fixture.plugins.resolve("../first"));
        Files.move(temp.resolve("first/a-witness.jar"), fixture.plugins.resolve("00-witness.jar"));
        System.clearProperty(BrokenJars.RAN);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        fixture.close();
    }

    @Test
    void areEachNamedOnceWithTheirReason() throws Exception {
        Map<Path, String> broken = BrokenJars.in(fixture.plugins);

        HandlerRegistry registry = fixture.load("a-witness");

        for (Map.Entry<Path, String> each : broken.entrySet()) {
            List<PluginReport> of = registry.reports().stream()
                    .filter(report -> report.jar().equals(each.getKey()))
                    .toList();
            assertEquals(1, of.size(), () -> each.getKey() + ": " + of);
            assertEquals(HandlerState.REJECTED, of.getFirst().state());
            String reason = of.getFirst().reason();
            assertTrue(!reason.isEmpty() && reason.startsWith(each.getValue()), () -> each.getKey() + ": " + reason);
            assertTrue(reason.lines().count() == 1 && reason.length() < 800, reason);
        }
        assertEquals(broken.size() + 1, registry.reports().size());
        assertInvariants(registry);
    }

    @Test
    @DisplayName("fault 12 and 13: what throws as it starts")
    void doNotStopOthersFromStarting() throws Exception {
        with("b", "static int x = 1 / 0;").in(fixture.plugins);
        with("c", "public A() { throw new IllegalStateException(); }").in(fixture.plugins);
        with("d", "public A() { new A(); }").in(fixture.plugins);
        with("e", "public void start(HandlerContext c) { throw new Error(); }").in(fixture.plugins);

        HandlerRegistry registry = fixture.load("a-witness", "b", "c", "d", "e");

        for (String id : List.of("b", "c", "d", "e")) {
            assertEquals(HandlerState.FAILED, registry.find(id).orElseThrow().state(), id);
            assertTrue(!registry.find(id).orElseThrow().reason().isEmpty(), id);
        }
        assertInvariants(registry);
    }

    @Test
    @DisplayName("fault 25: a native library that another generation has loaded")
    void sayThatANativeLibraryNeedsARestart() throws Exception {
        // Any library that the JDK has, and nothing here uses.
        String library = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("prefs"))
                .toString()
                .replace("\\", "\\\\");
        for (String id : List.of("one", "two")) {
            with(id, "public void start(HandlerContext c) { System.load(\"" + library + "\"); }")
                    .in(fixture.plugins);
        }

        HandlerRegistry one = fixture.load("a-witness", "one");
        HandlerRegistry both = fixture.load("two");

        assertEquals(HandlerState.ACTIVE, one.find("one").orElseThrow().state());
        Generation two = both.find("two").orElseThrow();
        assertEquals(HandlerState.FAILED, two.state());
        assertTrue(
                two.reason().contains("java.lang.UnsatisfiedLinkError")
                        && two.reason().contains("restart the server"),
                two::reason);
        assertInvariants(one);
    }

    @Test
    void areSaidOfAFolderThatIsALoop() throws Exception {
        Path loop = Files.createSymbolicLink(temp.resolve("loop"), Path.of("loop"));

        List<PluginReport> reports =
                HandlerRegistry.list(new PluginFolder(List.of(loop, fixture.plugins), fixture.work));

        assertEquals(2, reports.size());
        assertEquals(loop, reports.getFirst().jar());
        assertTrue(reports.getFirst().reason().startsWith("the folder cannot be read: "), reports::toString);
    }

    @Test
    @DisplayName("a content that is not on the list")
    void areNoReasonToTrustWhatIsNotOnTheList() throws Exception {
        Path stranger = with("zz", "static { System.setProperty(\"" + BrokenJars.RAN + "\", \"\"); }")
                .in(fixture.plugins);
        try (PluginFolder folder = fixture.folder()) {
            String sha256 =
                    folder.copy(fixture.plugins.resolve("00-witness.jar")).sha256();
            Files.writeString(fixture.plugins.resolve("plugins.sha256"), sha256 + "  00-witness.jar\n");
        }

        HandlerRegistry registry = fixture.load("a-witness", "zz");

        assertEquals(List.of("zz"), registry.missing());
        PluginReport report = registry.reports().getLast();
        assertEquals(stranger, report.jar());
        assertTrue(report.reason().startsWith("its content is not in plugins.sha256: add the line "), report::toString);
        assertInvariants(registry);
    }

    /** What holds after each of them. */
    private void assertInvariants(HandlerRegistry registry) throws Exception {
        assertNull(System.getProperty(BrokenJars.RAN), "code of a broken plugin has run");
        Generation witness = registry.find("a-witness").orElseThrow();
        assertEquals(HandlerState.ACTIVE, witness.state());
        Session session = mock(Session.class);
        Message message = Message.text("still here");
        witness.handler().onMessage(session, message);
        verify(session).send(message);
        assertTrue(
                log.list.stream().noneMatch(event -> event.getThrowableProxy() != null),
                () -> "a stack trace in the log: " + log.list);
        assertEquals(List.of(), openFilesIn(fixture.plugins));
    }

    private static PluginJar with(String id, String member) {
        return PluginJar.named(id + ".jar").handler("a.A", """
                @Handler("%s")
                public final class A implements MessageHandler {
                    %s
                    public void onMessage(Session session, Message message) {}
                }
                """.formatted(id, member));
    }

    /** What this process has open there; nothing where the system does not tell. */
    private static List<String> openFilesIn(Path folder) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return List.of();
        }
        String inside = folder.toRealPath() + "/";
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.map(PackagingFaultsTest::target)
                    .filter(target -> target.startsWith(inside))
                    .toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
