package dev.weft.server.config;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

/**
 * The folder the server was installed in, with {@code plugins} and {@code web} in it.
 *
 * @param pluginsDirs the plugin folders taken when none is named
 * @param webDir the folder of the browser client taken when none is named
 */
record Home(List<String> pluginsDirs, String webDir) {

    /** The launcher's word for "these plugin folders", which a source checkout has two of. */
    private static final String PLUGINS_PROPERTY = "weft.plugins";

    /** The installation this class was loaded from, or the working directory if it was not loaded from one. */
    static Home find() {
        Path root = root(Home.class.getProtectionDomain().getCodeSource());
        String plugins =
                System.getProperty(PLUGINS_PROPERTY, root.resolve("plugins").toString());
        return new Home(
                List.of(plugins.split(File.pathSeparator)), root.resolve("web").toString());
    }

    private static Path root(CodeSource source) {
        try {
            Path jar = Path.of(source.getLocation().toURI());
            Path lib = jar.getParent();
            if (jar.toString().endsWith(".jar") && lib != null && lib.endsWith("lib") && lib.getParent() != null) {
                return lib.getParent();
            }
        } catch (URISyntaxException | IllegalArgumentException noPath) {
            // Loaded from something that is no file: no installation.
        }
        return Path.of("");
    }
}
