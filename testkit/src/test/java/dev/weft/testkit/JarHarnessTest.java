package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JarHarnessTest {

    @TempDir
    private Path folder;

    @Test
    void servesTheHandlerOfAJar() {
        Path jar = PluginJar.echoing("packed").in(folder);

        try (HandlerHarness harness = HandlerHarness.start(jar)) {
            harness.connect("/ws/packed").sendText("hello").expectText("hello");
        }
    }

    @Test
    void refusesAJarWhoseLibraryIsOnTheTestsClassPathOnly() {
        // The real one is on this test's class path, where the compiler does not look.
        Path jar = PluginJar.answering("logging", "org.slf4j.LoggerFactory.getLogger(\"x\");")
                .compileOnly(
                        "org.slf4j.LoggerFactory",
                        "public final class LoggerFactory { public static void getLogger(String name) {} }")
                .in(folder);

        Failing.withText(
                () -> HandlerHarness.start(jar),
                "logging.jar cannot be loaded:",
                "plugin.Answering uses org.slf4j.LoggerFactory, which is neither in the JAR nor in the JDK",
                "put that class, or its library, into the JAR");
    }

    @Test
    void refusesAJarWithAClassLeftOut() {
        Path jar = PluginJar.answering("partial", "session.send(lib.Words.HELLO + new lib.Words());")
                .compileOnly("lib.Words", "public final class Words { public static final String HELLO = \"hi\"; }")
                .in(folder);

        Failing.withText(() -> HandlerHarness.of(jar), "plugin.Answering uses lib.Words");
    }

    /** The check cannot know it: a class whose package is looked up by name may be one that the handler can do without. */
    @Test
    void showsTheTestWhatIsMissingOnlyWhenItIsUsed() {
        Path jar = PluginJar.answering("late", """
                        String perhaps = "lib.Extra";
                        session.send(perhaps + new lib.Words());
                        """)
                .compileOnly("lib.Extra", "public final class Extra {}")
                .compileOnly("lib.Words", "public final class Words {}")
                .in(folder);

        try (HandlerHarness harness = HandlerHarness.start(jar)) {
            harness.connect("/").sendText("hello").expectClose(1011);

            assertInstanceOf(
                    NoClassDefFoundError.class, harness.faults().getFirst().thrown());
        }
    }

    @Test
    void hidesTheTestsClassPathFromTheHandler() {
        Path jar = PluginJar.answering("looking", """
                        try {
                            session.send(Class.forName(((Message.Text) message).text()).getName());
                        } catch (ClassNotFoundException hidden) {
                            session.send("not found");
                        }
                        """).in(folder);

        try (HandlerHarness harness = HandlerHarness.start(jar)) {
            TestClient client = harness.connect("/");
            for (String hidden : List.of(
                    "org.slf4j.Logger", "org.junit.jupiter.api.Test", getClass().getName())) {
                client.sendText(hidden).expectText("not found");
            }
            client.sendText("dev.weft.spi.Session").expectText("dev.weft.spi.Session");
        }
    }

    @Test
    void givesAHandlerOfAJarItsSettingsAndItsOperator() {
        Path jar = PluginJar.named("asking.jar").handler("plugin.Asking", """
                        @Handler("asking")
                        public final class Asking implements MessageHandler {
                            private HandlerContext context;
                            public void start(HandlerContext given) { context = given; }
                            public void onMessage(Session session, Message message) throws Exception {
                                session.send(context.operator().ask(session, context.config().text("word", "")));
                            }
                        }
                        """).in(folder);
        HarnessSetup setup = HandlerHarness.of(jar).setting("word", "Hi");
        setup.operator().answersAll(question -> question + "!");

        try (HandlerHarness harness = setup.start()) {
            harness.connect("/").sendText("x").expectText("Hi!");
        }
    }

    @Test
    void takesTheHandlerThatTheTestNames() {
        Path jar = PluginJar.echoing("one").handler("plugin.Two", """
                        @Handler("two")
                        public final class Two implements MessageHandler {
                            public void onMessage(Session session, Message message) { session.send("two"); }
                        }
                        """).in(folder);

        try (HandlerHarness harness = HandlerHarness.of(jar).id("two").start()) {
            harness.connect("/").sendText("x").expectText("two");
        }
        HarnessSetup wrong = HandlerHarness.of(jar).id("three");
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, wrong::start);
        assertEquals(jar + " has no handler three, but one and two", thrown.getMessage());
    }

    @Test
    void saysWhyAHandlerOfAJarDoesNotStart() {
        Path jar =
                PluginJar.named("stubborn.jar").handler("plugin.Stubborn", """
                        @Handler("stubborn")
                        public final class Stubborn implements MessageHandler {
                            public Stubborn() { throw new IllegalStateException("not today"); }
                            public void onMessage(Session session, Message message) {}
                        }
                        """).in(folder);

        HandlerNotStarted thrown = assertThrows(HandlerNotStarted.class, () -> HandlerHarness.start(jar));

        String text = String.valueOf(thrown.getMessage());
        assertTrue(text.contains("its constructor threw") && text.contains("not today"), text);
    }

    @Test
    void runsFromAPrivateCopyThatEndsWithIt() throws Exception {
        String id = "copied-" + ProcessHandle.current().pid();
        Path jar = PluginJar.echoing(id).in(folder);

        try (HandlerHarness harness = HandlerHarness.start(jar)) {
            Files.delete(jar);
            harness.connect("/").sendText("hello").expectText("hello");
            assertEquals(1, copiesOf(id).size());
        }

        assertEquals(List.of(), copiesOf(id));
    }

    private static List<Path> copiesOf(String id) throws IOException {
        List<Path> copies = new ArrayList<>();
        Path temp = Path.of(System.getProperty("java.io.tmpdir", "."));
        try (DirectoryStream<Path> works = Files.newDirectoryStream(temp, "weft-plugins-*")) {
            for (Path work : works) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(work, id + "-*.jar")) {
                    found.forEach(copies::add);
                }
            }
        }
        return copies;
    }
}
