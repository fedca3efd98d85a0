package dev.weft.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HomeTest {

    @Test
    void isTheInstallationThatTheJarLiesIn() {
        Path root = Path.of("opt", "weft 0.1").toAbsolutePath();

        Home home = Home.of(Optional.of(root.resolve("lib").resolve("weft-server.jar")), name -> Optional.empty());

        assertEquals(List.of(root.resolve("plugins").toString()), home.pluginsDirs());
        assertEquals(root.resolve("web").toString(), home.webDir());
        assertEquals(root.resolve("conf").toString(), home.confDir());
    }

    @Test
    void isTheWorkingDirectoryForClassesOutsideAnInstallation() {
        for (Optional<Path> source : List.of(
                Optional.<Path>empty(),
                Optional.of(Path.of("target", "classes").toAbsolutePath()),
                Optional.of(Path.of("repository", "weft-server.jar").toAbsolutePath()))) {
            Home home = Home.of(source, name -> Optional.empty());

            assertEquals(new Home(List.of("plugins"), "web", "conf"), home);
        }
    }

    @Test
    void takesTheFoldersThatTheLauncherNames() {
        Map<String, String> named = Map.of(
                "weft.web", "/checkout/web",
                "weft.plugins", "/dist/plugins" + File.pathSeparator + "/p",
                "weft.conf", "/checkout/conf");

        Home home = Home.of(Optional.empty(), name -> Optional.ofNullable(named.get(name)));

        assertEquals(new Home(List.of("/dist/plugins", "/p"), "/checkout/web", "/checkout/conf"), home);
    }
}
