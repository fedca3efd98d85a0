package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Certificates;
import dev.weft.server.tls.TrustedCertificates;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedSignerTest {

    @TempDir
    private static Path keys;

    private static Certificates certificates;
    private static X509Certificate release;

    @TempDir
    private Path temp;

    @BeforeAll
    static void makeSigners() throws Exception {
        certificates = new Certificates(keys).issue("release").issue("other");
        release = TrustedCertificates.first(Optional.of(certificates.certificate("release", "release.crt")))
                .orElseThrow();
    }

    private static PluginJar plugin() {
        return PluginJar.echoing("chat").entry("data/file.txt", "data").entry("META-INF/note.txt", "a note");
    }

    @Test
    void letsAJarPassThatIsWhollySigned() throws Exception {
        Path jar = certificates.sign(plugin().in(temp), "release");

        assertDoesNotThrow(() -> check(jar));
    }

    @Test
    void letsAJarPassThatSomebodyElseHasSignedToo() throws Exception {
        Path jar = certificates.sign(certificates.sign(plugin().in(temp), "other"), "release");

        assertDoesNotThrow(() -> check(jar));
    }

    @Test
    void refusesAJarThatIsNotSigned() {
        Path jar = plugin().in(temp);

        assertEquals(
                "entry META-INF/services/dev.weft.spi.MessageHandler is not signed, or weakly; sign it as CN=release",
                rejected(jar));
    }

    @Test
    void refusesAJarThatSomebodyElseHasSignedEvenOneOfTheSameAuthority() throws Exception {
        Path jar = certificates.sign(plugin().in(temp), "other");

        assertTrue(rejected(jar).endsWith(" is signed, but not as CN=release"));
    }

    @Test
    void refusesAJarToWhichSomethingWasAdded() throws Exception {
        Path jar = certificates.sign(plugin().in(temp), "release");
        write(jar, "added/Later.class", "x");

        assertEquals("entry added/Later.class is not signed, or weakly; sign it as CN=release", rejected(jar));
    }

    @Test
    void refusesAJarInWhichSomethingWasChanged() throws Exception {
        Path jar = certificates.sign(plugin().in(temp), "release");
        write(jar, "data/file.txt", "DATA");

        assertTrue(rejected(jar).startsWith("its signature cannot be checked: java.lang.SecurityException: "));
    }

    @Test
    void refusesAJarWhoseSignatureWasCutOut() throws Exception {
        Path jar = certificates.sign(plugin().in(temp), "release");
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Files.delete(zip.getPath("META-INF/RELEASE.SF"));
            Files.delete(zip.getPath("META-INF/RELEASE.EC"));
        }

        assertTrue(rejected(jar).contains(" is not signed"));
    }

    @Test
    void readsNoMoreThanALimit() throws Exception {
        Path jar = certificates.sign(plugin().entry("big", new byte[200_000]).in(temp), "release");

        BadPlugin thrown = assertThrows(
                BadPlugin.class,
                () -> new PinnedSigner(release).check(jar, new JarLimits(1 << 20, 100, 100_000, 1 << 20)));

        assertEquals("it is too large to be checked for its signature", thrown.reason());
    }

    private static void check(Path jar) throws BadPlugin {
        new PinnedSigner(release).check(jar, JarLimits.DEFAULT);
    }

    private static String rejected(Path jar) {
        return assertThrows(BadPlugin.class, () -> check(jar)).reason();
    }

    private static void write(Path jar, String entry, String content) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Path file = zip.getPath(entry);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, content);
        }
    }
}
