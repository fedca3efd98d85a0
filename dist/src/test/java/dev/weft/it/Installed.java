package dev.weft.it;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs that are no part of the build, and that some tests need. */
final class Installed {

    private Installed() {}

    /** Skips the test, and says so, if something is missing that {@code bin/verify} installs; with CI=true it fails. */
    static void require(boolean present, String missing) {
        if (!present && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing + ", and CI=true");
        }
        if (!present) {
            abort("SKIPPED: " + missing + "; bin/verify installs it");
        }
    }

    /** Skips the test, and says so, if a program is missing that whoever wants the test has to install. */
    static void wish(String program) {
        if (!isOnPath(program)) {
            abort("SKIPPED: " + program + " is not installed");
        }
    }

    static boolean isOnPath(String program) {
        String[] path = System.getenv("PATH").split(File.pathSeparator, -1);
        return Arrays.stream(path).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
