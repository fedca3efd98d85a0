package dev.weft.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstallationTest {

    private static final Path ROOT = Path.of("opt", "weft 0.1").toAbsolutePath();

    private static Optional<CodeSource> from(URI place) throws Exception {
        return Optional.of(new CodeSource(place.toURL(), (Certificate[]) null));
    }

    private static URI jarIn(Path root) {
        return root.resolve("lib").resolve("weft-server.jar").toUri();
    }

    @Test
    void isTheFolderAboveTheLibThatTheJarLiesIn() throws Exception {
        assertEquals(Optional.of(new Installation(ROOT)), Installation.find(Optional.empty(), from(jarIn(ROOT))));
    }

    @Test
    void isWhereTheLauncherSaysWhateverAClassArchiveTells() throws Exception {
        Path former = Path.of("former").toAbsolutePath();
        for (Optional<CodeSource> source : List.of(
                from(jarIn(former)),
                Optional.of(new CodeSource((URL) null, (Certificate[]) null)),
                Optional.<CodeSource>empty())) {
            assertEquals(Optional.of(new Installation(ROOT)), Installation.find(Optional.of(ROOT.toString()), source));
        }
    }

    @Test
    void isNoneForClassesOutsideADistribution() throws Exception {
        for (Optional<CodeSource> source : List.of(
                Optional.<CodeSource>empty(),
                Optional.of(new CodeSource((URL) null, (Certificate[]) null)),
                from(Path.of("target", "classes").toUri()),
                from(Path.of("repository", "weft-server.jar").toUri()),
                from(URI.create("https://example.com/lib/weft-server.jar")))) {
            assertEquals(Optional.empty(), Installation.find(Optional.empty(), source));
        }
    }
}
