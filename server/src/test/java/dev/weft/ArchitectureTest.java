package dev.weft;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import dev.weft.engine.Impurities;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLClassLoader;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package may import and touch what; a rule that saw no class where there is a package fails. */
class ArchitectureTest {

    private static final String ENGINE = "dev.weft.engine";
    private static final String SERVER = "dev.weft.server";
    private static final String MAIN = SERVER + ".Main";

    /** Looks whether the streams are a plugin's, and uses none. */
    private static final String LOOKS_ON = SERVER + "\\.plugin\\.unload\\.JdkRegistrations";

    private static DescribedPredicate<JavaAccess<?>> system(String... members) {
        return calls(System.class, members);
    }

    /** Reads of fields and calls of methods by name. */
    private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String... members) {
        return describe(
                owner.getSimpleName() + List.of(members),
                access -> access.getTargetOwner().isEquivalentTo(owner)
                        && Set.of(members).contains(access.getName()));
    }

    private static ArchRule only(String who, DescribedPredicate<JavaAccess<?>> may) {
        return noClasses().that().haveNameNotMatching(who).should().accessTargetWhere(may);
    }

    @Nested
    @DisplayName("the engine is pure")
    class Engine {

        @Test
        void importsNeitherTheServerNorTheSpi() {
            Packages.check(
                    ENGINE,
                    noClasses()
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage("dev.weft.server..", "dev.weft.spi..", "dev.weft.plugin.."));
        }

        @ParameterizedTest
        @ValueSource(strings = {ENGINE + ".text", ENGINE + ".frame", ENGINE + ".http"})
        void itsLowestLayerImportsNothingOfOursButText(String layer) {
            Packages.check(
                    layer,
                    classes()
                            .should()
                            .onlyDependOnClassesThat(resideOutsideOfPackage("dev.weft..")
                                    .or(resideInAnyPackage(layer + "..", ENGINE + ".text.."))));
        }

        /** Both know an extension offer, and neither the other: what is offered is parsed here and agreed to there. */
        @Test
        void handshakeAndDeflateDoNotKnowEachOther() {
            Packages.check(
                    ENGINE + ".deflate",
                    noClasses().should().dependOnClassesThat().resideInAPackage(ENGINE + ".handshake"));
            Packages.check(
                    ENGINE + ".handshake",
                    noClasses().should().dependOnClassesThat().resideInAPackage(ENGINE + ".deflate"));
        }

        @Test
        void touchesNoSocketThreadLockClockFileLogOrChance() {
            Packages.check(ENGINE, classes().should(Purity.touchOnlyWhatIsPure()));
        }

        @ParameterizedTest
        @MethodSource("dev.weft.ArchitectureTest#impurities")
        void theRuleAboutItSeesEveryImpurity(JavaClass impure) {
            ConditionEvents events = ConditionEvents.Factory.create();

            Purity.touchOnlyWhatIsPure().check(impure, events);

            assertEquals(!impure.getSimpleName().equals("Clean"), events.containViolation(), impure.getName());
        }
    }

    static JavaClasses impurities() {
        return new ClassFileImporter().importClasses(Impurities.class.getDeclaredClasses());
    }

    @Nested
    @DisplayName("each package of the server owns something")
    class Server {

        @Test
        void onlyNetListens() {
            Packages.check(
                    SERVER,
                    noClasses()
                            .that()
                            .resideOutsideOfPackage(SERVER + ".net..")
                            .should()
                            .dependOnClassesThat()
                            .belongToAnyOf(ServerSocket.class, ServerSocketChannel.class));
        }

        @Test
        void onlyNetKnowsSockets() {
            Packages.check(
                    SERVER,
                    noClasses()
                            .that()
                            .resideOutsideOfPackage(SERVER + ".net..")
                            .and()
                            // A client's, which asks another server whether it speaks TLS.
                            .doNotHaveFullyQualifiedName(SERVER + ".client.TlsProbe")
                            .should()
                            .dependOnClassesThat()
                            .belongToAnyOf(Socket.class, SocketChannel.class));
        }

        @Test
        void onlyPluginMakesClassLoadersAndFindsServices() {
            Packages.check(
                    SERVER,
                    noClasses()
                            .that()
                            .resideOutsideOfPackage(SERVER + ".plugin..")
                            .should()
                            .beAssignableTo(ClassLoader.class)
                            .orShould()
                            .dependOnClassesThat()
                            .belongToAnyOf(URLClassLoader.class, ServiceLoader.class));
        }

        /** The guard may too: it stands round every callback, and saves the object that would put the old one back. */
        @Test
        void onlyPluginSetsTheContextClassLoader() {
            Packages.check(
                    SERVER,
                    noClasses()
                            .that()
                            .resideOutsideOfPackage(SERVER + ".plugin..")
                            .and()
                            .doNotHaveFullyQualifiedName(SERVER + ".session.HandlerInvoker")
                            .should()
                            .callMethod(Thread.class, "setContextClassLoader", ClassLoader.class));
        }

        /** From the socket to the handler, and from the folder to what runs. The right side knows nothing of the left. */
        @ParameterizedTest
        @CsvSource({
            "connection, session",
            "session, outbound",
            "outbound, resource",
            "topic, session",
            "topic, broker",
            "runtime, topic",
            "connection, plugin.deploy",
            "session, plugin.deploy",
            "plugin.deploy, plugin.source",
            "plugin.source, plugin.inspect",
            "plugin.inspect, plugin",
            "plugin.deploy, plugin.unload",
            "command, runtime",
            "runtime, connection",
        })
        void importsGoOneWay(String upper, String lower) {
            String above = SERVER + "." + upper;
            Packages.check(
                    SERVER + "." + lower,
                    noClasses()
                            .that()
                            .resideInAPackage(SERVER + "." + lower)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(above));
        }

        @Test
        void aSessionKnowsOfPluginsWhatRunsAndNotHowItCame() {
            Packages.check(
                    SERVER + ".session",
                    noClasses()
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    SERVER + ".connection", SERVER + ".plugin.source", SERVER + ".plugin.inspect"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"outbound", "resource"})
        void whatIsBelowASessionKnowsNoPlugin(String lower) {
            Packages.check(
                    SERVER + "." + lower,
                    noClasses().should().dependOnClassesThat().resideInAPackage(SERVER + ".plugin.."));
        }

        @Test
        void pluginNeverSeesAFrame() {
            Packages.check(
                    SERVER + ".plugin",
                    noClasses()
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    ENGINE + ".frame..",
                                    ENGINE + ".deflate..",
                                    ENGINE + ".message..",
                                    ENGINE + ".session.."));
        }

        @Test
        void onlyConfigAsksTheEnvironment() {
            Packages.check(SERVER, only(SERVER + "\\.config\\..*|" + MAIN, system("getenv")));
        }

        @Test
        void onlyMainTouchesStandardOutput() {
            Packages.check(SERVER, only(MAIN + "|" + LOOKS_ON, system("out", "setOut", "setErr", "setIn")));
        }

        @Test
        void onlyMainAndTheLogTouchStandardError() {
            Packages.check(SERVER, only(MAIN + "|" + LOOKS_ON + "|" + SERVER + "\\.log\\..*", system("err")));
            Packages.check(SERVER, noClasses().should().callMethod(Throwable.class, "printStackTrace"));
        }

        @Test
        void onlyMainAndTheConsoleTouchStandardInput() {
            Packages.check(SERVER, only(MAIN + "|" + LOOKS_ON + "|" + SERVER + "\\.console\\..*", system("in")));
        }

        @Test
        void onlyMainAndItsCommandsEndTheProcess() {
            String who = MAIN + "|" + SERVER + "\\.command\\..*";
            Packages.check(SERVER, only(who, system("exit")));
            Packages.check(SERVER, only(who, calls(Runtime.class, "exit", "halt")));
        }
    }

    @Nested
    @DisplayName("everywhere")
    class Everywhere {

        @Test
        void packagesHaveNoCycles() {
            Packages.check(
                    "dev.weft", slices().matching("dev.weft.(**)").should().beFreeOfCycles());
        }

        @Test
        void nobodyUsesJavaUtilLogging() {
            Packages.check(
                    "dev.weft", noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
        }

        @Test
        void theSpiNeedsTheJdkOnly() {
            Packages.check(
                    "dev.weft.spi",
                    classes()
                            .should()
                            .onlyDependOnClassesThat()
                            .resideInAnyPackage("java..", "org.jspecify.annotations", "dev.weft.spi.."));
        }

        @Test
        void everyPackageIsNullMarked() {
            Set<String> names = Packages.names();
            assertTrue(names.contains("dev.weft.engine.frame"), () -> "packages seen: " + names);
            for (String name : names) {
                String info = name + ".package-info";
                boolean there = Packages.all().contain(info);
                assertTrue(there, () -> "no " + info);
                assertTrue(Packages.all().get(info).isAnnotatedWith(NullMarked.class), info);
            }
        }

        @Test
        void namesSayWhatAThingIs() {
            Packages.check(
                    "dev.weft",
                    noClasses()
                            .should()
                            .haveSimpleNameEndingWith("Utils")
                            .orShould()
                            .haveNameMatching(".*(Util|Helper|Manager|Impl)(\\$.*)?")
                            .orShould()
                            .haveNameMatching(".*[.$]Abstract[A-Z].*"));
        }
    }
}
