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
final class Packages {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.weft.spi", "dev.weft.engine", "dev.weft.server");

    private static final List<Path> SOURCES =
            List.of(Path.of("src", "main", "java"), Path.of("..", "spi", "src", "main", "java"));

    private Packages() {}

    static JavaClasses all() {
        return CLASSES;
    }

    /** Everything in a package and below it. */
    static JavaClasses below(String name) {
        return CLASSES.that(DescribedPredicate.describe(
                "below " + name, type -> (type.getPackageName() + ".").startsWith(name + ".")));
    }

    /**
     * Checks a rule in a package, and that it looked at a class there; a package that is not built yet has none, and the rule
     * takes effect on the day its folder arrives.
     */
    static void check(String name, ArchRule rule) {
        JavaClasses classes = below(name);
        long looked = classes.stream().filter(Packages::isNoPackageInfo).count();
        boolean arrived = SOURCES.stream()
                .map(root -> root.resolve(name.replace('.', '/')))
                .anyMatch(Files::isDirectory);
        assertEquals(arrived, looked > 0, () -> looked + " classes seen in " + name);
        rule.allowEmptyShould(!arrived).check(classes);
    }

    /** The names of all packages that hold classes. */
    static Set<String> names() {
        return CLASSES.stream()
                .filter(Packages::isNoPackageInfo)
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isNoPackageInfo(JavaClass type) {
        return !type.getSimpleName().equals("package-info");
    }
}
