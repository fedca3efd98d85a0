package dev.weft.server.config;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * The unpacked distribution that the server runs from.
 *
 * @param root the folder with {@code bin}, {@code lib} and {@code plugins} in it
 */
public record Installation(Path root) {

    /** The system property with which the launcher names the installation. */
    private static final String HOME_PROPERTY = "weft.home";

    /**
     * The installation that the launcher names; without a launcher, the one that this class was loaded from, provided
     * it is in a JAR in a {@code lib}.
     */
    public static Optional<Installation> find() {
        return find(
                Optional.ofNullable(System.getProperty(HOME_PROPERTY)),
                Optional.ofNullable(Installation.class.getProtectionDomain().getCodeSource()));
    }

    /**
     * Finds the installation.
     *
     * @param named the folder that the launcher names. It takes precedence: a class archive reports the location of the
     *     JAR it was made from, which may have been moved or copied since, or no location at all
     * @param source where, according to the JVM, this class was loaded from
     */
    static Optional<Installation> find(Optional<String> named, Optional<CodeSource> source) {
        return named.map(Path::of)
                .or(() -> source.map(CodeSource::getLocation)
                        .flatMap(Installation::path)
                        .flatMap(Installation::aboveLib))
                .map(Installation::new);
    }

    /** The server's own JARs and the libraries it needs. */
    public Path lib() {
        return root.resolve("lib");
    }

    /** The libraries that plugins are tested with. */
    public Path testkit() {
        return root.resolve("testkit");
    }

    private static Optional<Path> path(URL location) {
        try {
            return Optional.of(Path.of(location.toURI()));
        } catch (URISyntaxException | RuntimeException noPath) {
            // Not loaded from a file: no installation.
            return Optional.empty();
        }
    }

    private static Optional<Path> aboveLib(Path jar) {
        return Optional.of(jar)
                .filter(file -> file.toString().endsWith(".jar"))
                .map(Path::getParent)
                .filter(lib -> lib.endsWith("lib"))
                .map(Path::getParent);
    }
}
