package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The compiled classes of the server and the SPI, by package, without any test. */
final class Rooms {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.weft");

    private static final List<Path> SOURCES =
            List.of(Path.of("src", "main", "java"), Path.of("..", "spi", "src", "main", "java"));

    private Rooms() {}

    static JavaClasses all() {
        return CLASSES;
    }

    /** Everything in a package and below it. */
    static JavaClasses below(String room) {
        return CLASSES.that(DescribedPredicate.describe(
                "below " + room, type -> (type.getPackageName() + ".").startsWith(room + ".")));
    }

    /**
     * Checks a rule in a room, and that it looked at a class there; a room that is not built yet has none, and the rule
     * takes effect on the day its folder arrives.
     */
    static void check(String room, ArchRule rule) {
        JavaClasses classes = below(room);
        long looked = classes.stream().filter(Rooms::isNoPackageInfo).count();
        boolean arrived = SOURCES.stream()
                .map(root -> root.resolve(room.replace('.', '/')))
                .anyMatch(Files::isDirectory);
        assertEquals(arrived, looked > 0, () -> looked + " classes seen in " + room);
        rule.allowEmptyShould(!arrived).check(classes);
    }

    /** The names of all packages that hold classes. */
    static Set<String> names() {
        return CLASSES.stream()
                .filter(Rooms::isNoPackageInfo)
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isNoPackageInfo(JavaClass type) {
        return !type.getSimpleName().equals("package-info");
    }
}
