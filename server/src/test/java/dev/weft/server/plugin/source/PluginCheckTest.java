package dev.weft.server.plugin.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import dev.weft.testkit.SourceCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCheckTest {

    private static final String FILE = "META-INF/services/dev.weft.spi.MessageHandler";

    @TempDir
    private Path temp;

    @Test
    void tellsWhatAGoodPluginIs() {
        PluginCheck check = check(PluginJar.echoing("chat")
                .manifest("Implementation-Version", "1.2.3")
                .manifest("Weft-Spi-Version", "0.1"));

        assertEquals(
                new PluginCheck(temp.resolve("chat.jar"), List.of("chat"), "1.2.3", "0.1", 21, List.of(), List.of()),
                check);
    }

    @Test
    void findsEveryMistakeInOnePass() {
        int next = Runtime.version().feature() + 1;
        byte[] newer = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) (44 + next)};
        PluginCheck check = check(PluginJar.named("x.jar")
                .manifest("Weft-Spi-Version", "7.0")
                .compileOnly("dev.weft.spi.Topical", "public class Topical {}")
                .compileOnly("dev.weft.spi.Timer", "public class Timer {}")
                .service("two words")
                .service("a.Gone")
                .handler("a.Late", handler("Late", "late", "new Topical(); new Timer();"))
                .handler(
                        "a.Odd",
                        "@Handler(value = \"Odd One\", subprotocols = {\"a b\", \"c\", \"d,e\", \"c\"})"
                                + " class Odd { Odd(int x) {} }")
                .source("a.Good", handler("Good", "good", ""))
                .entry("a/Newer.class", newer));

        assertEquals(List.of("late"), check.ids());
        assertEquals(
                List.of(
                        FILE + " line 1: 'two words' is not a class name",
                        "it needs SPI 7.0, this is 0.2: build it against 0.2, with Weft-Spi-Version: 0.2 in"
                                + " META-INF/MANIFEST.MF",
                        "a.Late uses dev.weft.spi.Topical, which SPI 0.2 does not have: rebuild it against that version",
                        "a.Late uses dev.weft.spi.Timer, which SPI 0.2 does not have: rebuild it against that version",
                        "it needs Java " + next + ", this is " + (next - 1) + ": compile it with --release "
                                + (next - 1) + " or lower",
                        FILE + " line 2 names a.Gone, which is not in the JAR: write a.Good",
                        "a.Odd does not implement dev.weft.spi.MessageHandler",
                        "a.Odd is not public",
                        "a.Odd has no public constructor without parameters",
                        "a.Odd: the id 'Odd One' is not 1 to 64 of a-z, 0-9 and -, starting with a letter: change it in"
                                + " @Handler",
                        "a.Odd: the subprotocol 'a b' is not a token of RFC 6455",
                        "a.Odd: the subprotocol 'd,e' is not a token of RFC 6455",
                        "a.Odd: the subprotocol 'c' is named twice: once is enough"),
                check.problems());
    }

    @Test
    void hasALimitForExamples() {
        PluginCheck many = check(PluginJar.named("x.jar").handler("a.Many", handlerWithExamples("\"x\", ".repeat(17))));
        PluginCheck most = check(PluginJar.named("x.jar")
                .handler("a.Many", handlerWithExamples("\"x\", ".repeat(15) + '"' + "x".repeat(1000) + '"')));
        PluginCheck large =
                check(PluginJar.named("x.jar").handler("a.Many", handlerWithExamples('"' + "x".repeat(1001) + '"')));

        String problem = "a.Many has more than 16 examples, or one of more than 1000 characters";
        assertEquals(List.of(problem), many.problems());
        assertEquals(List.of(), most.problems());
        assertEquals(List.of(problem), large.problems());
    }

    private static String handlerWithExamples(String examples) {
        return handler("Many", "many", "").replace("(\"many\")", "(value = \"many\", examples = {" + examples + "})");
    }

    @Test
    void namesTheTwoClassesOfOneId() {
        PluginCheck check = check(PluginJar.named("x.jar")
                .handler("a.First", handler("First", "same", ""))
                .handler("a.Second", handler("Second", "same", ""))
                .handler("a.Third", handler("Third", "same", "")));

        assertEquals(
                List.of(
                        "a.Second has the id 'same' of a.First: give it another with @Handler",
                        "a.Third has the id 'same' of a.First: give it another with @Handler"),
                check.problems());
    }

    @Test
    void namesTheLineThatTheListBesideItLacks() throws IOException {
        Files.writeString(temp.resolve("plugins.sha256"), "");
        Path jar = PluginJar.echoing("BAD").in(temp);

        List<String> problems = PluginCheck.of(jar).problems();

        assertEquals(2, problems.size());
        assertTrue(problems.getFirst()
                .matches("its content is not in plugins.sha256: add the line \\p{XDigit}{64}  BAD.jar"));
    }

    @Test
    void runsNoCodeOfThePluginHoweverBrokenItIs() {
        check(PluginJar.named("x.jar")
                .manifest("Weft-Spi-Version", "7.0")
                .service("a b")
                .handler("a.Loud", """
                        @Handler("LOUD")
                        public final class Loud implements MessageHandler {
                            static { System.setProperty("weft.test.checked", "static block"); }
                            public Loud() { System.setProperty("weft.test.checked", "constructor"); }
                            public void onMessage(Session session, Message message) {}
                        }
                        """));

        assertNull(System.getProperty("weft.test.checked"));
    }

    @Test
    void saysWhatIsNoJar() throws IOException {
        Path text = Files.writeString(temp.resolve("text"), "this is no JAR");

        PluginCheck check = PluginCheck.of(text);

        assertEquals(1, check.problems().size());
        assertTrue(check.problems().getFirst().startsWith("not a JAR, or not a complete one: "), check::toString);
        assertEquals(List.of("not a JAR: it is a folder"), PluginCheck.of(temp).problems());
    }

    @Nested
    @DisplayName("advice")
    class Advice {

        @Test
        void isToNameTheSpi() {
            assertEquals(
                    List.of("META-INF/MANIFEST.MF has no Weft-Spi-Version: add the line Weft-Spi-Version: 0.2"),
                    check(PluginJar.echoing("chat")).warnings());
        }

        @Test
        void comesAfterTheOperatorsWarnings() {
            List<String> warnings =
                    check(PluginJar.answering("chat", "System.exit(0);")).warnings();

            assertEquals("plugin.Answering calls System.exit, which ends the whole server", warnings.getFirst());
            assertEquals(2, warnings.size());
        }

        @Test
        @DisplayName("fault 4: only a module descriptor provides it")
        void isToWriteAServiceFileBesideAModuleDescriptor() throws IOException {
            byte[] descriptor = moduleDescriptor();
            PluginJar both = PluginJar.named("x.jar")
                    .manifest("Weft-Spi-Version", "0.1")
                    .handler("a.Good", handler("Good", "good", ""))
                    .entry("module-info.class", descriptor);
            PluginJar alone = PluginJar.named("y.jar")
                    .manifest("Weft-Spi-Version", "0.1")
                    .source("a.Good", handler("Good", "good", ""))
                    .entry("module-info.class", descriptor);

            assertEquals(
                    List.of("its module-info provides b.Other, which is ignored: add that line to " + FILE),
                    check(both).warnings());
            assertEquals(
                    List.of("it declares no MessageHandler: add the line a.Good to " + FILE
                            + "; what its module-info provides is ignored"),
                    check(alone).problems());
        }
    }

    private static String handler(String name, String id, String body) {
        return """
                @Handler("%s")
                public final class %s implements MessageHandler {
                    public void onMessage(Session session, Message message) { %s }
                }
                """.formatted(id, name, body);
    }

    /** Of a module that provides {@code b.Other}. */
    private byte[] moduleDescriptor() throws IOException {
        Path source = Files.createDirectories(temp.resolve("module/b"));
        String other = Files.writeString(source.resolve("Other.java"), """
                package b;
                public class Other implements dev.weft.spi.MessageHandler {
                    public void onMessage(dev.weft.spi.Session s, dev.weft.spi.Message m) {}
                }
                """).toString();
        String info =
                Files.writeString(temp.resolve("module/module-info.java"), """
                module plugin {
                    requires dev.weft.spi;
                    provides dev.weft.spi.MessageHandler with b.Other;
                }
                """).toString();
        String spi = SourceCompiler.spi().toString();
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-p", spi, "-d", temp.toString(), info, other));
        return Files.readAllBytes(temp.resolve("module-info.class"));
    }

    private PluginCheck check(PluginJar jar) {
        return PluginCheck.of(jar.in(temp));
    }
}
