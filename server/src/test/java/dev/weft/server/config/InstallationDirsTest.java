package dev.weft.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstallationDirsTest {

    @Test
    void isTheInstallation() {
        Path root = Path.of("opt", "weft 0.1").toAbsolutePath();

        InstallationDirs dirs = InstallationDirs.of(Optional.of(new Installation(root)), name -> Optional.empty());

        assertEquals(List.of(root.resolve("plugins").toString()), dirs.pluginsDirs());
        assertEquals(root.resolve("web").toString(), dirs.webDir());
        assertEquals(root.resolve("conf").toString(), dirs.confDir());
    }

    @Test
    void isTheWorkingDirectoryOutsideAnInstallation() {
        assertEquals(
                new InstallationDirs(List.of("plugins"), "web", "conf"),
                InstallationDirs.of(Optional.empty(), name -> Optional.empty()));
    }

    @Test
    void takesTheFoldersThatTheLauncherNames() {
        Map<String, String> named = Map.of(
                "weft.web", "/checkout/web",
                "weft.plugins", "/dist/plugins" + File.pathSeparator + "/p",
                "weft.conf", "/checkout/conf");

        InstallationDirs dirs = InstallationDirs.of(Optional.empty(), name -> Optional.ofNullable(named.get(name)));

        assertEquals(new InstallationDirs(List.of("/dist/plugins", "/p"), "/checkout/web", "/checkout/conf"), dirs);
    }
}
