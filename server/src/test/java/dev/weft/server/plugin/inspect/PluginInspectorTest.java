package dev.weft.server.plugin.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.plugin.CopiedJar;
import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.server.plugin.PluginDescriptor;
import dev.weft.server.plugin.PluginRejectedException;
import dev.weft.testkit.PluginJar;
import dev.weft.testkit.SourceCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginInspectorTest {

    private static final String FILE = "META-INF/services/dev.weft.spi.MessageHandler";

    private static final String GOOD = """
            @Handler("good")
            public final class Good implements MessageHandler {
                public void onMessage(Session session, Message message) {}
            }
            """;

    @TempDir
    private Path temp;

    @Test
    void namesWhatTheAnnotationAndTheManifestSay() throws PluginRejectedException {
        PluginDescriptor descriptor = list(PluginJar.named("chat.jar")
                .manifest("Implementation-Version", "1.2.3")
                .manifest("Weft-Spi-Version", "0.1")
                .handler("com.acme.Chat", """
                        @Handler(value = "chat", description = "Talks.", subprotocols = {"v2.chat", "v1.chat"})
                        public final class Chat implements MessageHandler {
                            public void onMessage(Session session, Message message) {}
                        }
                        """));

        assertEquals("1.2.3", descriptor.version());
        assertEquals(
                List.of(new HandlerDescriptor("com.acme.Chat", "chat", "Talks.", List.of("v2.chat", "v1.chat"))),
                descriptor.handlers());
        assertEquals(List.of(), descriptor.problems());
        assertEquals(List.of(), descriptor.warnings());
    }

    @Test
    void namesTheExamplesOfAHandler() throws PluginRejectedException {
        PluginDescriptor descriptor = list(PluginJar.named("x.jar")
                .handler(
                        "com.acme.Good",
                        GOOD.replace(
                                "@Handler(\"good\")", "@Handler(value = \"good\", examples = {\"a\", \"b\\nc\"})")));

        assertEquals(List.of("a", "b\nc"), descriptor.handlers().get(0).examples());
    }

    @Test
    void namesAHandlerWithoutAnnotationAfterItsClass() throws PluginRejectedException {
        PluginDescriptor descriptor = list(PluginJar.named("x.jar")
                .handler(
                        "com.acme.ChatRoomHandler",
                        GOOD.replace("@Handler(\"good\")", "").replace("class Good", "class ChatRoomHandler")));

        assertEquals(
                List.of(new HandlerDescriptor("com.acme.ChatRoomHandler", "chat-room", "", List.of())),
                descriptor.handlers());
    }

    @Test
    void runsNoCodeOfThePlugin() throws PluginRejectedException {
        String property = "weft.test.ran";
        list(PluginJar.named("x.jar").handler("com.acme.Loud", """
                @Handler("loud")
                public final class Loud implements MessageHandler {
                    static { System.setProperty("weft.test.ran", "static block"); }
                    public Loud() { System.setProperty("weft.test.ran", "constructor"); }
                    public void onMessage(Session session, Message message) {}
                }
                """));

        assertNull(System.getProperty(property));
    }

    @Test
    void listsHandlersInTheOrderOfTheServiceFile() throws PluginRejectedException {
        PluginDescriptor descriptor = list(PluginJar.named("x.jar")
                .handler("z.Z", GOOD.replace("Good", "Z").replace("good", "zz"))
                .handler("a.Good", GOOD));

        assertEquals(
                List.of("zz", "good"),
                descriptor.handlers().stream().map(HandlerDescriptor::id).toList());
    }

    @Nested
    @DisplayName("fault 4: no service file")
    class NoServiceFile {

        @Test
        void saysWhichLineToAdd() {
            assertEquals(
                    "it declares no MessageHandler: add the line com.acme.Good to " + FILE,
                    rejected(PluginJar.named("x.jar").source("com.acme.Good", GOOD)));
        }

        @Test
        void saysSoOfALibraryToo() {
            assertEquals(
                    "it declares no MessageHandler: add a line with the name of its handler class to " + FILE,
                    rejected(PluginJar.named("x.jar").source("com.acme.Text", "public class Text {}")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n\n", "# com.acme.Good"})
        void isTheSameAsABlankOne(String blank) {
            assertEquals(
                    "it declares no MessageHandler: add the line com.acme.Good to " + FILE,
                    rejected(PluginJar.named("x.jar")
                            .source("com.acme.Good", GOOD)
                            .entry(FILE, blank)));
        }

        @Test
        void isNotMadeGoodByAModuleDescriptor() {
            PluginJar jar = PluginJar.named("x.jar")
                    .source("com.acme.Good", GOOD)
                    .entry("module-info.class", new byte[] {1, 2, 3});

            assertEquals("it declares no MessageHandler: add the line com.acme.Good to " + FILE, rejected(jar));
        }
    }

    @Nested
    @DisplayName("fault 5: a service file that names nothing")
    class BadServiceFile {

        @Test
        void namesTheByteOrderMark() {
            assertEquals(
                    FILE + " begins with a byte order mark: save it without",
                    rejected(PluginJar.named("x.jar")
                            .source("com.acme.Good", GOOD)
                            .entry(FILE, "\uFEFFcom.acme.Good")));
        }

        @Test
        void namesTheLine() {
            assertEquals(
                    FILE + " line 2: 'com acme Good' is not a class name",
                    rejected(PluginJar.named("x.jar").entry(FILE, "# handlers\ncom acme Good\n")));
        }

        @Test
        void namesTheClassThatIsMissing() {
            assertEquals(
                    FILE + " line 1 names com.acme.God, which is not in the JAR: write com.acme.Good",
                    rejected(PluginJar.named("x.jar")
                            .source("com.acme.Good", GOOD)
                            .service("com.acme.God")));
        }

        @Test
        void doesNotFindAClassOfTheServers() {
            assertEquals(
                    FILE + " line 1 names org.slf4j.LoggerFactory, which is not in the JAR",
                    rejected(PluginJar.named("x.jar").service("org.slf4j.LoggerFactory")));
        }

        @Test
        void namesAClassThatLiesInTheWrongFolder() {
            byte[] good = SourceCompiler.compile(Map.of("com.acme.Good", GOOD), "com.acme.Good");
            String reason =
                    rejected(PluginJar.named("x.jar").service("acme.Good").entry("acme/Good.class", good));

            assertTrue(reason.startsWith("acme.Good cannot be loaded: java.lang.NoClassDefFoundError: "), reason);
            assertTrue(reason.contains("com/acme/Good"), reason);
            assertTrue(reason.endsWith(": a class lies in the folder of its package"), reason);
        }
    }

    @Nested
    @DisplayName("fault 6: a class that is no provider")
    class NoProvider {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "public class A {}|a.A does not implement dev.weft.spi.MessageHandler",
                    "public abstract class A implements MessageHandler {}|a.A is abstract",
                    "public interface A extends MessageHandler {}|a.A is abstract",
                    "class A implements MessageHandler { A() {} public void onMessage(Session s, Message m) {} }"
                            + "|a.A is not public (and 1 more, see weft plugins check)",
                    "public class A implements MessageHandler { A() {} public void onMessage(Session s, Message m) {} }"
                            + "|a.A has no public constructor without parameters",
                    "public class A implements MessageHandler { public A(int x) {}"
                            + " public void onMessage(Session s, Message m) {} }"
                            + "|a.A has no public constructor without parameters",
                    "public enum A implements MessageHandler { X; public void onMessage(Session s, Message m) {} }"
                            + "|a.A has no public constructor without parameters",
                })
        void saysWhy(String source, String reason) {
            assertEquals(reason, rejected(PluginJar.named("x.jar").handler("a.A", source)));
        }

        @Test
        void doesNotTouchItsSiblings() throws PluginRejectedException {
            PluginDescriptor descriptor = list(PluginJar.named("x.jar")
                    .service("com.acme.Missing")
                    .handler("a.A", "public abstract class A implements MessageHandler {}")
                    .handler("com.acme.Good", GOOD)
                    .handler("b.B", "public class B {}"));

            assertEquals(
                    List.of("good"),
                    descriptor.handlers().stream().map(HandlerDescriptor::id).toList());
            assertEquals(
                    List.of(
                            FILE + " line 1 names com.acme.Missing, which is not in the JAR",
                            "a.A is abstract",
                            "b.B does not implement dev.weft.spi.MessageHandler"),
                    descriptor.problems());
        }
    }

    @Test
    @DisplayName("fault 7: a class for a newer Java")
    void saysWhichJavaIsNeeded() {
        int next = Runtime.version().feature() + 1;

        assertEquals(
                "it needs Java " + next + ", this is " + (next - 1) + ": compile it with --release " + (next - 1)
                        + " or lower",
                rejected(PluginJar.named("x.jar").handler("com.acme.Good", GOOD).classVersion(44 + next)));
    }

    @Test
    @DisplayName("fault 8: a superclass that is missing")
    void namesAClassThatIsMissing() {
        String reason = rejected(PluginJar.named("x.jar")
                .compileOnly("lib.Base", "public class Base {}")
                .handler("com.acme.Good", GOOD.replace("class Good", "class Good extends lib.Base")));

        assertEquals(
                "com.acme.Good uses lib.Base, which is neither in the JAR nor in the JDK: put that class, or its"
                        + " library, into the JAR",
                reason);
    }

    @Nested
    @DisplayName("fault 9: another SPI")
    class OtherSpi {

        @ParameterizedTest
        @ValueSource(strings = {"0.3", "1.0", "2.0"})
        void isRefusedByItsVersion(String version) {
            assertEquals(
                    "it needs SPI " + version + ", this is 0.2: build it against 0.2, with Weft-Spi-Version: 0.2 in"
                            + " META-INF/MANIFEST.MF",
                    rejected(PluginJar.echoing("good").manifest("Weft-Spi-Version", version)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0.0", "0.1", "0.2", "0.2.9"})
        void isAcceptedWithTheSameMajorAndNoHigherMinor(String version) throws PluginRejectedException {
            assertEquals(
                    1,
                    list(PluginJar.echoing("good").manifest("Weft-Spi-Version", version))
                            .handlers()
                            .size());
        }

        @Test
        void isRefusedByItsFirstLinkAndTheNumberOfOthers() {
            String reason = rejected(PluginJar.named("x.jar")
                    .compileOnly("dev.weft.spi.Topical", "public class Topical {}")
                    .compileOnly("dev.weft.spi.Timer", "public class Timer {}")
                    .handler("com.acme.Good", GOOD.replace("{}", "{ new Topical(); new Timer(); }")));

            assertEquals(
                    "com.acme.Good uses dev.weft.spi.Topical, which SPI 0.2 does not have: rebuild it against that version"
                            + " (and 1 more, see weft plugins check)",
                    reason);
        }
    }

    @Test
    @DisplayName("fault 11: a copy of the SPI in the JAR")
    void warnsOfACopyOfTheSpiAndIgnoresIt() throws PluginRejectedException {
        PluginDescriptor descriptor = list(PluginJar.named("x.jar")
                .source("dev.weft.spi.Operator", "public interface Operator {}")
                .handler("com.acme.Good", GOOD));

        assertEquals(1, descriptor.handlers().size());
        assertEquals(
                List.of(
                        "it bundles classes of dev.weft.spi, which are ignored: give the SPI dependency scope provided"),
                descriptor.warnings());
    }

    @ParameterizedTest
    @DisplayName("fault 15: an illegal id")
    @ValueSource(strings = {"", " ", "a b", "../x", "UPPER", "1st"})
    void refusesAnIllegalId(String id) {
        assertEquals(
                "com.acme.Good: the id '" + id
                        + "' is not 1 to 64 of a-z, 0-9 and -, starting with a letter: change it in @Handler",
                rejected(withId(id)));
    }

    @Test
    @DisplayName("fault 15: an id of 300 characters")
    void refusesALongId() {
        assertTrue(rejected(withId("a".repeat(301))).contains("aaa...' is not 1 to 64"));
    }

    @ParameterizedTest
    @DisplayName("RFC 6455 4.1: a subprotocol is a token")
    @ValueSource(strings = {"", "two words", "a,b", "caf\u00e9", "a/b"})
    void refusesASubprotocolThatIsNoToken(String subprotocol) {
        String reason = rejected(PluginJar.named("x.jar")
                .handler(
                        "com.acme.Good",
                        GOOD.replace("(\"good\")", "(value = \"good\", subprotocols = \"" + subprotocol + "\")")));

        assertEquals("com.acme.Good: the subprotocol '" + subprotocol + "' is not a token of RFC 6455", reason);
    }

    @Test
    @DisplayName("RFC 6455 4.1: subprotocols are unique")
    void refusesASubprotocolThatIsNamedTwice() {
        String reason = rejected(PluginJar.named("x.jar")
                .handler(
                        "com.acme.Good",
                        GOOD.replace("(\"good\")", "(value = \"good\", subprotocols = {\"a\", \"a\"})")));

        assertEquals("com.acme.Good: the subprotocol 'a' is named twice: once is enough", reason);
    }

    @Test
    void warnsOfAClassPathInTheManifest() throws PluginRejectedException {
        PluginDescriptor descriptor = list(PluginJar.echoing("good").manifest("Class-Path", "lib/other.jar"));

        assertEquals(
                List.of("its manifest has a Class-Path: a plugin carries its libraries inside its own JAR"),
                descriptor.warnings());
    }

    @Test
    void warnsOfCallsThatEndTheServer() throws PluginRejectedException {
        PluginDescriptor descriptor = list(PluginJar.answering("good", "System.exit(0);"));

        assertEquals(List.of("plugin.Answering calls System.exit, which ends the whole server"), descriptor.warnings());
    }

    private static PluginJar withId(String id) {
        return PluginJar.named("x.jar").handler("com.acme.Good", GOOD.replace("\"good\"", "\"" + id + "\""));
    }

    private PluginDescriptor list(PluginJar jar) throws PluginRejectedException {
        Path file = jar.in(temp.resolve("plugins"));
        return PluginInspector.list(new CopiedJar(file, file, "", 1), JarLimits.DEFAULT);
    }

    private String rejected(PluginJar jar) {
        return assertThrows(PluginRejectedException.class, () -> list(jar)).reason();
    }
}
