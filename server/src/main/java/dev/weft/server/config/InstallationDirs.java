package dev.weft.server.config;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The default folders: those of the installation.
 *
 * @param pluginsDirs folders of plugin JARs
 * @param webDir folder of the browser client
 * @param confDir folder of the handlers' own settings
 */
record InstallationDirs(List<String> pluginsDirs, String webDir, String confDir) {

    /**
     * The system property with which the launcher names the plugin folders of a source checkout, which are spread out.
     */
    private static final String PLUGINS_PROPERTY = "weft.plugins";

    private static final String WEB_PROPERTY = "weft.web";

    private static final String CONF_PROPERTY = "weft.conf";

    static InstallationDirs find() {
        return of(Installation.find(), name -> Optional.ofNullable(System.getProperty(name)));
    }

    /**
     * Makes the folders of an installation.
     *
     * @param installation the installation that contains them; if absent, they are in the working directory
     * @param properties the JVM's properties
     */
    static InstallationDirs of(Optional<Installation> installation, Function<String, Optional<String>> properties) {
        Path root = installation.map(Installation::root).orElse(Path.of(""));
        String plugins = properties
                .apply(PLUGINS_PROPERTY)
                .orElse(root.resolve("plugins").toString());
        String web = properties.apply(WEB_PROPERTY).orElse(root.resolve("web").toString());
        String conf =
                properties.apply(CONF_PROPERTY).orElse(root.resolve("conf").toString());
        return new InstallationDirs(List.of(plugins.split(File.pathSeparator, -1)), web, conf);
    }
}
