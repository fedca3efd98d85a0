package dev.weft.server.config;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The folders taken when none are named: those of the installation the server was loaded from.
 *
 * @param pluginsDirs folders of plugin JARs
 * @param webDir folder of the browser client
 * @param confDir folder of the handlers' own settings
 */
record Home(List<String> pluginsDirs, String webDir, String confDir) {

    /** How the launcher names the folders of a source checkout, which lie apart. */
    private static final String PLUGINS_PROPERTY = "weft.plugins";

    private static final String WEB_PROPERTY = "weft.web";

    private static final String CONF_PROPERTY = "weft.conf";

    static Home find() {
        return of(codeSource(), name -> Optional.ofNullable(System.getProperty(name)));
    }

    /**
     * Makes the folders of an installation.
     *
     * @param codeSource the JAR of this class, which lies in {@code lib}; from anywhere else, the working directory counts
     * @param properties the JVM's properties
     */
    static Home of(Optional<Path> codeSource, Function<String, Optional<String>> properties) {
        Path root = codeSource.flatMap(Home::root).orElse(Path.of(""));
        String plugins = properties
                .apply(PLUGINS_PROPERTY)
                .orElse(root.resolve("plugins").toString());
        String web = properties.apply(WEB_PROPERTY).orElse(root.resolve("web").toString());
        String conf =
                properties.apply(CONF_PROPERTY).orElse(root.resolve("conf").toString());
        return new Home(List.of(plugins.split(File.pathSeparator, -1)), web, conf);
    }

    /** The folder above the {@code lib} in which a JAR lies. */
    static Optional<Path> root(Path codeSource) {
        return Optional.of(codeSource)
                .filter(jar -> jar.toString().endsWith(".jar"))
                .map(Path::getParent)
                .filter(lib -> lib.endsWith("lib"))
                .map(Path::getParent);
    }

    static Optional<Path> codeSource() {
        try {
            return Optional.of(Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (URISyntaxException | IllegalArgumentException noPath) {
            // Loaded from something that is no file: no installation.
            return Optional.empty();
        }
    }
}
