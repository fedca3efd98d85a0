package dev.weft.testkit;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What this module may import and touch; the rules of the server are checked by the server's test of this name. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.weft.testkit");

    @Test
    void itsClassesAreSeen() {
        assertTrue(CLASSES.contain(HandlerHarness.class), CLASSES::toString);
        assertTrue(CLASSES.get("dev.weft.testkit.package-info").isAnnotatedWith(NullMarked.class));
    }

    /** An author's tests shall need nothing that the author did not ask for. */
    @Test
    void needsTheServerTheSpiAndJUnitOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.tools..",
                        "dev.weft.spi..",
                        "dev.weft.testkit..",
                        "dev.weft.server..",
                        "dev.weft.engine.frame..",
                        "org.junit.jupiter.api..",
                        "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void opensNoSocket() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Socket.class, SocketChannel.class, ServerSocket.class)
                .check(CLASSES);
    }

    /** What an author can call says nothing of the server's own types, so that those can change. */
    @Test
    void showsNothingOfTheServerToAuthors() {
        CLASSES.stream()
                .filter(type -> type.getModifiers().contains(PUBLIC))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(PUBLIC))
                .forEach(method -> assertTrue(
                        !isOfTheServer(method.getRawReturnType())
                                && method.getRawParameterTypes().stream().noneMatch(ArchitectureTest::isOfTheServer),
                        method::getFullName));
    }

    private static boolean isOfTheServer(JavaClass type) {
        return type.getPackageName().startsWith("dev.weft.server");
    }
}
