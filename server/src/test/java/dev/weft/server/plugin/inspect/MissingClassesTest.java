package dev.weft.server.plugin.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.plugin.source.PluginCheck;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A JAR whose library is missing is refused before a client meets it; one whose library can do without another is not. */
class MissingClassesTest {

    private static final String SUFFIX = ", which is neither in the JAR nor in the JDK";
    private static final String REMEDY = ": put that class, or its library, into the JAR";
    private static final String ADVICE = ": fine if the library works without it";

    @TempDir
    private Path temp;

    /** A handler with these members; the library {@code org.log} is there for the compiler alone. */
    private static PluginJar handler(String members) {
        return PluginJar.named("chat.jar")
                .manifest("Weft-Spi-Version", "0.1")
                .compileOnly("org.log.Log", """
                        public interface Log {
                            static Log create() { return null; }
                            default void say(Object text) {}
                            int LEVEL = new Object().hashCode();
                            class Failure extends RuntimeException {}
                            @interface Audited { Class<?> value() default Object.class; }
                        }
                        """)
                .compileOnly("org.log.Base", "public class Base {}")
                .handler("com.acme.chat.Chat", """
                        @Handler("chat")
                        public class Chat implements MessageHandler {
                            public void onMessage(Session session, Message message) throws Exception {}
                            %s
                        }
                        """.formatted(members));
    }

    private PluginCheck check(PluginJar jar) {
        return PluginCheck.of(jar.in(temp));
    }

    private static void assertMissing(PluginCheck check, String user, String name) {
        assertEquals(List.of(user + " uses " + name + SUFFIX + REMEDY), check.problems());
        assertEquals(List.of(), check.ids());
    }

    private static void assertFine(PluginCheck check) {
        assertEquals(List.of(), check.problems());
        assertEquals(List.of(), check.warnings());
        assertEquals(List.of("chat"), check.ids());
    }

    private static void assertOptional(PluginCheck check, String user, String name) {
        assertEquals(List.of(), check.problems());
        assertEquals(List.of(user + " uses " + name + SUFFIX + ADVICE), check.warnings());
        assertEquals(List.of("chat"), check.ids());
    }

    @Nested
    @DisplayName("what the handler cannot run without")
    class Needed {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Object f = org.log.Log.create();",
                    "static final Object F = org.log.Log.LEVEL;",
                    "void f(Object o) { ((org.log.Log) o).say(1); }",
                    "boolean f(Object o) { return o instanceof org.log.Log; }",
                    "Object f() { return new org.log.Log[1]; }",
                    "Object f() { return new org.log.Log[1][2][]; }",
                    "Object f() { return org.log.Log.class; }",
                    "Object f() { return org.log.Log[][].class; }",
                    "java.util.function.Supplier<Object> f() { return org.log.Log::create; }",
                    "java.util.function.Consumer<org.log.Log> f() { return log -> {}; }",
                    "int f(Object o) { return switch (o) { case org.log.Log log -> 1; default -> 2; }; }",
                    "record Wrapped(org.log.Log log) {} Object f(Wrapped w) { return w.log().toString() + w; }",
                    "static class Inner { Object f = org.log.Log.create(); } Object f() { return new Inner(); }",
                    "void f() throws Exception { try (var in = new java.io.StringReader(\"\")) { org.log.Log.create(); } }",
                    "void f() { try { org.log.Log.create(); } finally { hashCode(); } }",
                    "synchronized void f() { synchronized (this) { org.log.Log.create(); } }",
                    "void f() { try { org.log.Log.create(); } catch (RuntimeException e) { hashCode(); } }",
                    "void f() throws Throwable { try { org.log.Log.create(); } catch (Throwable e) { hashCode(); throw e; } }",
                })
        void isWhateverItsCodeRefersTo(String members) {
            PluginCheck check = check(handler(members));

            assertEquals(1, check.problems().size(), check::toString);
            assertTrue(
                    check.problems().getFirst().endsWith(" uses org.log.Log" + SUFFIX + REMEDY),
                    () -> check.problems().getFirst());
            assertEquals(List.of(), check.ids());
        }

        @Test
        void isAnExceptionThatItCatches() {
            assertMissing(
                    check(handler("void f() { try { hashCode(); } catch (org.log.Log.Failure e) { hashCode(); } }")),
                    "com.acme.chat.Chat",
                    "org.log.Log$Failure");
        }

        @Test
        void isASupertypeOfItsOwnClasses() {
            assertMissing(
                    check(handler("Object f() { return new Sub(); }")
                            .source("com.acme.chat.Sub", "class Sub extends org.log.Base {}")),
                    "com.acme.chat.Sub",
                    "org.log.Base");
        }

        @Test
        void isASupertypeOfALibrarysClassThatItUses() {
            assertMissing(
                    check(handler("Object f() { return new lib.Mapper(); }")
                            .source("lib.Mapper", "public class Mapper extends Codec {}")
                            .source("lib.Codec", "class Codec extends org.log.Base {}")),
                    "lib.Codec",
                    "org.log.Base");
        }

        @Test
        void isWhatOtherPackagesOfItsAuthorUse() {
            assertMissing(
                    check(handler("Object f() { return com.acme.store.Store.class; }")
                            .source("com.acme.store.Store", "public class Store { Object f = org.log.Log.create(); }")),
                    "com.acme.store.Store",
                    "org.log.Log");
        }

        @Test
        void isAClassOfItsOwnThatWasNotPacked() {
            assertMissing(
                    check(handler("Object f() { return new Other(); }")
                            .compileOnly("com.acme.chat.Other", "class Other {}")),
                    "com.acme.chat.Chat",
                    "com.acme.chat.Other");
        }

        @Test
        void isAClassOfTheServer() {
            assertMissing(
                    check(handler("Object f() { return dev.weft.server.runtime.Weft.class; }")
                            .compileOnly("dev.weft.server.runtime.Weft", "public class Weft {}")),
                    "com.acme.chat.Chat",
                    "dev.weft.server.runtime.Weft");
        }

        @Test
        void isAClassThatTheJdkKeepsToItself() {
            assertMissing(
                    check(handler("Object f() { return jdk.internal.misc.Secret.class; }")
                            .compileOnly("jdk.internal.misc.Secret", "public class Secret {}")),
                    "com.acme.chat.Chat",
                    "jdk.internal.misc.Secret");
        }

        @Test
        void isAClassInAJarInsideTheJar() {
            assertMissing(
                    check(handler("Object f = org.log.Log.create();")
                            .entry("BOOT-INF/lib/log.jar", PluginJar.named("").bytes())),
                    "com.acme.chat.Chat",
                    "org.log.Log");
        }

        @Test
        void doesNotKeepAnotherHandlerOfTheJarFromServing() {
            PluginCheck check =
                    check(handler("Object f = org.log.Log.create();").handler("com.acme.chat.Sound", """
                    @Handler("sound")
                    public class Sound implements MessageHandler { public void onMessage(Session s, Message m) {} }
                    """));

            assertEquals(List.of("sound"), check.ids());
            assertEquals(List.of("com.acme.chat.Chat uses org.log.Log" + SUFFIX + REMEDY), check.problems());
        }
    }

    @Nested
    @DisplayName("what it can do without")
    class Optional {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "void f() { try { org.log.Log.create(); } catch (LinkageError e) { hashCode(); } }",
                    "void f() { try { org.log.Log.create(); } catch (NoClassDefFoundError e) { hashCode(); } }",
                    "void f() { try { org.log.Log.create(); } catch (Throwable e) { hashCode(); } }",
                    "void f() { try { org.log.Log.create(); } catch (Error | RuntimeException e) { hashCode(); } }",
                    "void f() { try { g(); } catch (LinkageError e) { hashCode(); } } Object g() { return org.log.Log.create(); }",
                })
        void isWhatItsCodeCatches(String members) {
            assertOptional(check(handler(members)), "com.acme.chat.Chat", "org.log.Log");
        }

        @Test
        void isWhatIsLookedUpByName() {
            assertOptional(
                    check(handler("Object f() throws Exception { Class.forName(\"org.log.Log\");"
                            + " return org.log.Log.create(); }")),
                    "com.acme.chat.Chat",
                    "org.log.Log");
        }

        @Test
        void isWhatNoCodeOfTheHandlersReaches() {
            assertOptional(
                    check(handler("").source("com.acme.chat.Tool", "class Tool { Object f = org.log.Log.create(); }")),
                    "com.acme.chat.Tool",
                    "org.log.Log");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "io.lib.Logs",
                    "com.acme.chat.shaded.lib.Logs",
                    "com.acme.chat.io.lib.Logs",
                    "com.acme.libs.Logs"
                })
        void isWhatALibraryInItUses(String library) {
            PluginJar jar = handler("Object f() { return new " + library + "(); }")
                    .source(library, "public class Logs { Object f() { return org.log.Log.create(); } }");

            assertOptional(check(jar), library, "org.log.Log");
        }

        @Test
        void isToldOfALineForEachPackage() {
            PluginJar jar = handler("Object f() { return new lib.Logs(); }")
                    .source(
                            "lib.Logs",
                            "public class Logs { Object[] f = {org.log.Log.create(), new org.log.Base()}; }");

            assertEquals(
                    List.of("lib.Logs uses org.log.Base" + SUFFIX + ", nor are 1 more of its package" + ADVICE),
                    check(jar).warnings());
        }
    }

    @Nested
    @DisplayName("what is nobody's loss")
    class Fine {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "@org.log.Log.Audited void f() {}",
                    "@org.log.Log.Audited(java.util.List.class) Object f;",
                    "org.log.Log f;",
                    "Object f = new java.util.concurrent.ConcurrentHashMap<String, java.net.http.HttpClient[]>();",
                    "Object f = new javax.xml.parsers.ParserConfigurationException();",
                    "java.sql.Driver f() throws Exception { return java.sql.DriverManager.getDriver(\"\"); }",
                    "Object f() { return int[].class; } Object g() { return new int[1][1].clone(); }",
                })
        void isFineInAHandler(String members) {
            assertFine(check(handler(members)));
        }

        @Test
        void isAClassFromAFolderForThisJavaOrAnOlderOne() {
            byte[] log = SourceCompiler.compile(
                    Map.of("org.log.Log", "public interface Log { static Log create() { return null; } }"),
                    "org.log.Log");
            PluginJar jar = handler("Object f = org.log.Log.create();").manifest("Multi-Release", "true");

            assertFine(check(jar.entry("META-INF/versions/17/org/log/Log.class", log)));
        }

        @Test
        void isWhatTheClassForAnOlderJavaUsed() {
            byte[] newer = SourceCompiler.compile(Map.of("com.acme.chat.Old", "class Old {}"), "com.acme.chat.Old");
            PluginJar jar = handler("Object f() { return new Old(); }")
                    .manifest("Multi-Release", "true")
                    .source("com.acme.chat.Old", "class Old { Object f = org.log.Log.create(); }")
                    .entry("META-INF/versions/11/com/acme/chat/Old.class", newer);

            assertFine(check(jar));
        }
    }

    @Test
    void countsNoFolderForAnotherJava() {
        byte[] log = SourceCompiler.compile(
                Map.of("org.log.Log", "public interface Log { static Log create() { return null; } }"), "org.log.Log");
        PluginJar jar = handler("Object f = org.log.Log.create();")
                .manifest("Multi-Release", "true")
                .entry("META-INF/versions/999/org/log/Log.class", log);

        assertMissing(check(jar), "com.acme.chat.Chat", "org.log.Log");
    }
}
