package dev.weft.server.plugin.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.weft.server.plugin.CopiedJar;
import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.server.plugin.PluginRejectedException;
import dev.weft.server.plugin.source.PluginFolder;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.testkit.PluginJar;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginLoaderTest {

    private static final Message HI = Message.text("hi");

    @TempDir
    private Path temp;

    private final Session session = mock(Session.class);

    @Nested
    @DisplayName("what a plugin sees")
    class Sight {

        @Test
        void isTheSameSpiAsTheServers() throws Exception {
            try (PluginLoader loader = open(PluginJar.echoing("echo"))) {
                assertSame(MessageHandler.class, loader.classes().loadClass(MessageHandler.class.getName()));

                MessageHandler handler = loader.instantiate(descriptor("plugin.Answering"));
                handler.onMessage(session, HI);

                verify(session).send(HI);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "java.lang.String",
                    "java.net.http.HttpClient",
                    "java.sql.Connection",
                    "dev.weft.spi.Message$Text"
                })
        void isTheJdkAndTheSpi(String name) throws Exception {
            try (PluginLoader loader = open(PluginJar.echoing("echo"))) {
                assertEquals(name, loader.classes().loadClass(name).getName());
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "org.slf4j.Logger",
                    "ch.qos.logback.classic.Logger",
                    "picocli.CommandLine",
                    "dev.weft.server.plugin.inspect.PluginLoader",
                    "org.junit.jupiter.api.Test"
                })
        void isNoClassOfTheServers(String name) throws Exception {
            assertNotNull(Class.forName(name, false, PluginLoader.class.getClassLoader()), "the server has it");
            try (PluginLoader loader = open(PluginJar.echoing("echo"))) {
                assertThrows(
                        ClassNotFoundException.class, () -> loader.classes().loadClass(name));
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
                    "META-INF/services/jakarta.servlet.ServletContainerInitializer",
                    "dev/weft/server/plugin/inspect/PluginLoader.class",
                    "dev/weft/spi/MessageHandler.class"
                })
        void isNoResourceOfTheServers(String name) throws Exception {
            assertNotNull(PluginLoader.class.getClassLoader().getResource(name), "the server has it");
            try (PluginLoader loader = open(PluginJar.echoing("echo"))) {
                assertNull(loader.classes().getResource(name));
                assertEquals(false, loader.classes().getResources(name).hasMoreElements());
            }
        }

        @Test
        void isItsOwnServiceFileAndNoOtherPlugins() throws Exception {
            try (PluginLoader loader = open(PluginJar.echoing("echo"));
                    PluginLoader other = open(PluginJar.echoing("other"))) {
                String file = "META-INF/services/dev.weft.spi.MessageHandler";
                assertEquals(
                        1,
                        List.of(loader.classes().getResources(file).nextElement())
                                .size());
                assertEquals(
                        List.of("plugin.Answering"),
                        List.copyOf(other.providers().keySet()));
                assertNotSame(
                        loader.instantiate(descriptor("plugin.Answering")).getClass(),
                        other.instantiate(descriptor("plugin.Answering")).getClass());
            }
        }

        @Test
        void isItsOwnVersionOfALibraryThatTwoPluginsBring() throws Exception {
            try (PluginLoader one = open(withLibrary("one"));
                    PluginLoader two = open(withLibrary("two"))) {
                one.instantiate(descriptor("plugin.Answering")).onMessage(session, HI);
                two.instantiate(descriptor("plugin.Answering")).onMessage(session, HI);

                verify(session).send("lib one, static one");
                verify(session).send("lib two, static two");
            }
        }

        private static PluginJar withLibrary(String version) {
            return PluginJar.answering(version, "session.send(lib.Text.version() + \", static \" + lib.Text.state);")
                    .source("lib.Text", """
                            public class Text {
                                public static String state = "%s";
                                public static String version() { return "lib %s"; }
                            }
                            """.formatted(version, version));
        }
    }

    @Nested
    @DisplayName("broken providers")
    class Broken {

        @Test
        void doNotHideTheGoodOnesBehindThem() throws Exception {
            PluginJar jar = PluginJar.named("x.jar")
                    .service("a.Missing")
                    .compileOnly("lib.Base", "public class Base {}")
                    .handler(
                            "a.NoSuperclass",
                            "public class NoSuperclass extends lib.Base implements MessageHandler {"
                                    + " public void onMessage(Session s, Message m) {} }")
                    .service("a.Garbage")
                    .entry("a/Garbage.class", "garbage")
                    .handler("a.NoHandler", "public class NoHandler {}")
                    .handler(
                            "a.Good",
                            "public class Good implements MessageHandler { public void onMessage(Session s, Message m) {} }");

            try (PluginLoader loader = open(jar)) {
                assertEquals(List.of("a.Good"), List.copyOf(loader.providers().keySet()));
            }
        }

        @Test
        void areCountedToTheHundredth() throws Exception {
            PluginJar jar = PluginJar.named("x.jar");
            for (int i = 1; i < ServiceFile.MAX_PROVIDERS; i++) {
                jar.service("a.Missing" + i);
            }
            jar.handler(
                    "a.Good",
                    "public class Good implements MessageHandler { public void onMessage(Session s, Message m) {} }");

            try (PluginLoader loader = open(jar)) {
                assertEquals(List.of("a.Good"), List.copyOf(loader.providers().keySet()));
            }
        }
    }

    @Test
    void makesANewInstanceEachTime() throws Exception {
        try (PluginLoader loader = open(PluginJar.echoing("echo"))) {
            HandlerDescriptor echo = descriptor("plugin.Answering");

            assertNotSame(loader.instantiate(echo), loader.instantiate(echo));
        }
    }

    @Test
    void saysWhereAConstructorThrew() throws Exception {
        PluginJar jar = PluginJar.named("x.jar").handler("a.A", """
                public class A implements MessageHandler {
                    public A() {
                        throw new IllegalStateException("no database");
                    }
                    public void onMessage(Session session, Message message) {}
                }
                """);

        try (PluginLoader loader = open(jar)) {
            PluginRejectedException thrown =
                    assertThrows(PluginRejectedException.class, () -> loader.instantiate(descriptor("a.A")));

            assertEquals(
                    "its constructor threw java.lang.IllegalStateException: no database at a.A.<init>(A.java:4)",
                    thrown.reason());
        }
    }

    @Test
    @DisplayName("fault 23: a JAR that is overwritten while its plugin runs")
    void runsOnWhenTheJarItCameFromIsOverwritten() throws Exception {
        PluginJar first = PluginJar.answering("lazy", "session.send(Late.text());")
                .source("plugin.Late", """
                        class Late {
                            static String text() throws java.io.IOException {
                                try (var in = Late.class.getResourceAsStream("/text")) {
                                    return new String(in.readAllBytes());
                                }
                            }
                        }
                        """)
                .entry("text", "the first");
        Path jar = first.in(temp.resolve("plugins"));
        try (PluginFolder folder = new PluginFolder(List.of(temp.resolve("plugins")), temp.resolve("work"));
                PluginLoader loader = PluginLoader.open(folder.copy(jar), "lazy")) {
            MessageHandler handler = loader.instantiate(descriptor("plugin.Answering"));

            Files.writeString(jar, "no longer a JAR");
            handler.onMessage(session, HI);
            Files.delete(jar);
            handler.onMessage(session, HI);

            verify(session, times(2)).send("the first");
        }
    }

    @Test
    void isNamedAfterItsOwnerForStackTraces() throws Exception {
        try (PluginLoader loader = open(PluginJar.echoing("echo"))) {
            assertEquals("plugin:x#3", loader.classes().getName());
        }
    }

    @Test
    void readsNoResourceOnceItIsClosed() throws Exception {
        PluginLoader loader = open(PluginJar.echoing("echo").entry("text", "x"));
        try (InputStream in = Objects.requireNonNull(loader.classes().getResourceAsStream("text"))) {
            assertEquals("x", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }

        loader.close();

        assertNull(loader.classes().getResourceAsStream("text"));
    }

    private PluginLoader open(PluginJar jar) throws PluginRejectedException {
        Path file = jar.in(temp.resolve("plugins"));
        return PluginLoader.open(new CopiedJar(file, file, "", 3), "x#3");
    }

    private static HandlerDescriptor descriptor(String className) {
        return new HandlerDescriptor(className, "x", "", List.of());
    }
}
