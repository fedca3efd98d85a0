package dev.weft.server.plugin.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.SourceCompiler;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkCheckTest {

    /** An SPI of the future, to compile plugins against: it has what ours has not. */
    private static final Map<String, String> NEWER_SPI = Map.of(
            "dev.weft.spi.Session", """
                    public interface Session {
                        long id();
                        void send(Message message);
                        void send(String text, int priority);
                        Topical topic(String name);
                        default void close() {}
                    }
                    """,
            "dev.weft.spi.Topical",
                    "public interface Topical { void publish(Message message); int MAX = new Object().hashCode(); }",
            "dev.weft.spi.CloseStatus", """
                    public record CloseStatus(int code, String reason) {
                        public static final CloseStatus TEAPOT = new CloseStatus(4418, "");
                        public CloseStatus(int code) { this(code, ""); }
                    }
                    """);

    @Nested
    @DisplayName("what the SPI does not have")
    class Absent {

        @Test
        void isAMethod() throws IOException {
            assertProblem("dev.weft.spi.Session.topic()", "static Object f(Session s) { return s.topic(\"a\"); }");
        }

        @Test
        void isAnOverload() throws IOException {
            assertProblem("dev.weft.spi.Session.send()", "static void f(Session s) { s.send(\"a\", 1); }");
        }

        @Test
        void isAField() throws IOException {
            assertProblem("dev.weft.spi.CloseStatus.TEAPOT", "static Object f() { return CloseStatus.TEAPOT; }");
        }

        @Test
        void isAConstructor() throws IOException {
            assertProblem("dev.weft.spi.CloseStatus.<init>()", "static Object f() { return new CloseStatus(4000); }");
        }

        @Test
        void isAMethodThatIsOnlyReferredTo() throws IOException {
            LinkCheck check = check(
                    NEWER_SPI,
                    "public class A { static java.util.function.Function<String, ?> f(Session s) { return s::topic; } }");

            String remedy = ", which SPI 0.2 does not have: rebuild it against that version";
            assertEquals(
                    List.of(
                            "com.acme.A uses dev.weft.spi.Topical" + remedy,
                            "com.acme.A uses dev.weft.spi.Session.topic()" + remedy),
                    check.problems());
        }

        @Test
        void isAClassAndThenNotEachOfItsMembersToo() throws IOException {
            assertProblem(
                    "dev.weft.spi.Topical",
                    "static void f(Object t, Message m) { if (t instanceof Topical p) { p.publish(m); } }");
        }

        @Test
        void isAClassInAnArray() throws IOException {
            assertProblem("dev.weft.spi.Topical", "static boolean f(Object t) { return t instanceof Topical[][]; }");
        }
    }

    @Nested
    @DisplayName("what the SPI has")
    class Present {

        @Test
        void linksThroughEveryKindOfReference() throws IOException {
            LinkCheck check = check("""
                    public class A implements MessageHandler {
                        public void start(HandlerContext context) throws Exception { MessageHandler.super.start(context); }
                        public void onMessage(Session session, Message message) {
                            session.send("inherited default method");
                            session.attach(new Message[3]);
                            java.util.function.Consumer<Message> send = session::send;
                            switch (message) {
                                case Message.Text text -> send.accept(Message.text(text.text()));
                                case Message.Binary binary -> session.close(CloseStatus.NORMAL.because("x"));
                            }
                            if (session.toString().equals("" + CloseStatus.NORMAL.hashCode())) {
                                throw new CloseException(new CloseStatus(4000, "gone"));
                            }
                        }
                    }
                    """);

            assertEquals(List.of(), check.problems());
            assertEquals(List.of(), check.warnings());
        }

        @Test
        void linksToWhatAnExceptionInheritsFromTheJdk() throws IOException {
            assertEquals(
                    List.of(),
                    check("public class A { String f(CloseException e) { return e.getMessage() + e.status(); } }")
                            .problems());
        }
    }

    @Test
    void refusesAClassOfTheSpiThatIsNotPublic() throws IOException {
        Map<String, String> open = Map.of("dev.weft.spi.StringText", "public class StringText {}");

        LinkCheck check = check(open, "public class A { Object f() { return new StringText(); } }");

        assertEquals(
                List.of("com.acme.A uses dev.weft.spi.StringText, which SPI 0.2 does not have: rebuild it against that"
                        + " version"),
                check.problems());
    }

    @Test
    void doesNotTakeAPackageOfASimilarNameForTheSpi() throws IOException {
        Map<String, String> similar = Map.of("dev.weft.spiral.Topical", "public class Topical {}");

        assertEquals(
                List.of(),
                check(similar, "public class A { Object f() { return new dev.weft.spiral.Topical(); } }")
                        .problems());
    }

    @Nested
    @DisplayName("what the operator is warned of")
    class Warnings {

        @Test
        void isACallThatEndsTheServer() throws IOException {
            LinkCheck check = check("""
                    public class A {
                        void a() { System.exit(0); }
                        void b() { Runtime.getRuntime().halt(1); }
                        void c() { Runtime.getRuntime().exit(1); }
                        void d() { System.exit(2); }
                    }
                    """);

            assertEquals(List.of(), check.problems());
            assertEquals(
                    List.of(
                            "com.acme.A calls System.exit, which ends the whole server",
                            "com.acme.A calls Runtime.halt, which ends the whole server",
                            "com.acme.A calls Runtime.exit, which ends the whole server"),
                    check.warnings());
        }

        @Test
        void isAReadOfStandardInput() throws IOException {
            assertEquals(
                    List.of("com.acme.A reads System.in, which is the server's: use HandlerContext.operator()"),
                    check("public class A { int f() throws Exception { return System.in.read(); } }")
                            .warnings());
        }

        @Test
        void isARedirectionOfTheStandardStreams() throws IOException {
            assertEquals(
                    List.of(
                            "com.acme.A calls System.setOut, which redirects the whole server's",
                            "com.acme.A calls System.setErr, which redirects the whole server's",
                            "com.acme.A calls System.setIn, which redirects the whole server's"),
                    check("public class A { void f() {"
                                    + " System.setOut(null); System.setErr(null); System.setIn(null); } }")
                            .warnings());
        }

        @Test
        void isWhatOutlivesTheHandler() throws IOException {
            assertEquals(
                    List.of(
                            "com.acme.A calls System.loadLibrary, and a native library can be loaded only once: to replace the"
                                    + " plugin, restart the server",
                            "com.acme.A calls Runtime.addShutdownHook, which keeps its classes in memory when it is replaced: use"
                                    + " stop()"),
                    check("public class A { void f() { System.loadLibrary(\"a\");"
                                    + " Runtime.getRuntime().addShutdownHook(new Thread()); } }")
                            .warnings());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "java.sql.DriverManager.registerDriver|java.sql.DriverManager.registerDriver(null)|remove it in stop()",
                    "javax.management.MBeanServer.registerMBean|java.lang.management.ManagementFactory"
                            + ".getPlatformMBeanServer().registerMBean(null, null)|remove it in stop()",
                    "java.security.Security.addProvider|java.security.Security.addProvider(null)|remove it in stop()",
                    "java.net.ProxySelector.setDefault|java.net.ProxySelector.setDefault(null)|keeps its classes in memory when it is replaced",
                    "Thread.setDefaultUncaughtExceptionHandler|Thread.setDefaultUncaughtExceptionHandler(null)"
                            + "|keeps its classes in memory when it is replaced",
                    "java.util.concurrent.CompletableFuture.runAsync|java.util.concurrent.CompletableFuture.runAsync(null)"
                            + "|keep what a ThreadLocal holds: use HandlerContext.tasks()",
                    "java.util.Timer.<init>|new java.util.Timer()|run until stop() ends them: use HandlerContext.tasks()",
                })
        void isForTheAuthorWhatKeepsItsClassesOnceItIsReplaced(String member, String code, String why)
                throws IOException {
            LinkCheck check = check("public class A { void f() throws Exception { " + code + "; } }");

            assertEquals(List.of(), check.warnings());
            assertEquals(1, check.advice().size());
            String advice = check.advice().getFirst();
            assertTrue(advice.startsWith("com.acme.A calls " + member + ", ") && advice.endsWith(why), advice);
        }

        @Test
        void isNoMethodOfThatNameElsewhere() throws IOException {
            assertEquals(
                    List.of(),
                    check("public class A { void exit(int code) { exit(0); } Class<?> load() { return load(); } }")
                            .warnings());
        }

        @Test
        void isACopyOfTheSpi() throws IOException {
            LinkCheck check = new LinkCheck(21);
            check.check(SourceCompiler.compile(NEWER_SPI, "dev.weft.spi.Topical"));

            assertEquals(List.of(), check.problems());
            assertEquals(
                    List.of("it bundles classes of dev.weft.spi, which are ignored: give the SPI dependency scope"
                            + " provided"),
                    check.warnings());
        }
    }

    @Test
    void tellsTheNewestJavaThatIsNeeded() throws IOException {
        LinkCheck check = new LinkCheck(30);
        assertEquals(0, check.javaRelease());
        byte[] file = SourceCompiler.compile(Map.of("a.A", "class A {}"), "a.A");
        check.check(file);
        assertEquals(21, check.javaRelease());
        file[7] = 44 + 17;
        check.check(file);
        assertEquals(21, check.javaRelease());
    }

    @Test
    void seesWhetherTheOperatorIsReached() throws IOException {
        assertTrue(check("public class A { Object f(HandlerContext context) { return context.operator(); } }")
                .reachesOperator());
        assertTrue(check(
                        "public class A { java.util.function.Supplier<?> f(HandlerContext context) { return context::operator; } }")
                .reachesOperator());
        assertFalse(check("public class A { Object f(HandlerContext context) { return context.logger(); } }")
                .reachesOperator());
    }

    @Test
    void namesTheClassesThatCouldStandInTheServiceFile() throws IOException {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("com.acme.Base", "public abstract class Base implements MessageHandler {}");
        others.put("com.acme.Hidden", "class Hidden extends Base { public void onMessage(Session s, Message m) {} }");

        LinkCheck check = new LinkCheck(21);
        others.put(
                "com.acme.A",
                "public class A implements MessageHandler { public void onMessage(Session s, Message m) {} }");
        for (byte[] file : SourceCompiler.compile(others).values()) {
            check.check(file);
        }

        assertEquals(List.of("com.acme.A"), check.handlers());
    }

    private static void assertProblem(String what, String member) throws IOException {
        LinkCheck check = check(NEWER_SPI, "public class A { " + member + " }");

        assertEquals(
                List.of("com.acme.A uses " + what + ", which SPI 0.2 does not have: rebuild it against that version"),
                check.problems());
    }

    private static LinkCheck check(String source) throws IOException {
        return check(Map.of(), source);
    }

    private static LinkCheck check(Map<String, String> compiledWith, String source) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>(compiledWith);
        sources.put("com.acme.A", source);
        LinkCheck check = new LinkCheck(21);
        check.check(SourceCompiler.compile(sources, "com.acme.A"));
        return check;
    }
}
