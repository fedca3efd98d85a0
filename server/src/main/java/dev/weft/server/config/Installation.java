package dev.weft.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The unpacked distribution that the server was loaded from.
 *
 * @param root the folder with {@code bin}, {@code lib} and {@code plugins} in it
 */
public record Installation(Path root) {

    /** Where this class comes from, unless that is no JAR in a folder {@code lib}. */
    public static Optional<Installation> find() {
        return Home.codeSource().flatMap(Home::root).map(Installation::new);
    }

    /** The server's own JARs and the libraries it needs. */
    public Path lib() {
        return root.resolve("lib");
    }

    /** What plugins are tested with. */
    public Path testkit() {
        return root.resolve("testkit");
    }
}
