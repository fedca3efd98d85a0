package dev.weft.server.plugin.source;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.plugin.PluginRejectedException;
import dev.weft.server.plugin.inspect.JarLimits;
import dev.weft.server.tls.TrustedCertificates;
import dev.weft.testkit.PluginJar;
import dev.weft.testsupport.Certificates;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                "entry META-INF/services/dev.weft.spi.MessageHandler is not signed, or signed weakly: sign it as CN=release",
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

        assertEquals("entry added/Later.class is not signed, or signed weakly: sign it as CN=release", rejected(jar));
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

    @ParameterizedTest
    @ValueSource(strings = {"META-INF/SIG-DATA", "META-INF/sig-data.bin", "META-INF/SIG-A.B"})
    void refusesANameThatIsReservedAndNeverSigned(String name) throws Exception {
        Path jar = certificates.sign(plugin().entry(name, "data").in(temp), "release");

        assertEquals("entry " + name + " is not signed, or signed weakly: sign it as CN=release", rejected(jar));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"META-INF/DATA.EC", "META-INF/data.rsa", "META-INF/DATA.DSA", "META-INF/.EC", "META-INF/DATA.SF"
            })
    void refusesPartsOfASignatureThatIsNotThere(String name) throws Exception {
        Path jar = certificates.sign(plugin().in(temp), "release");
        write(jar, name, "data");

        assertTrue(rejected(jar).contains(" is not signed and is part of no signature"), () -> rejected(jar));
    }

    @Test
    void refusesASignatureThatIsNone() throws Exception {
        Path jar = certificates.sign(plugin().in(temp), "release");
        write(jar, "META-INF/DATA.SF", "Signature-Version: 1.0\n\n");
        write(jar, "META-INF/DATA.EC", "data");

        assertEquals(
                "it has 2 signatures (META-INF/DATA.EC, META-INF/RELEASE.EC) and 1 that can be verified: sign it"
                        + " afresh",
                rejected(jar));
    }

    @Test
    void refusesASecondBlockOfTheSignature() throws Exception {
        Path jar = certificates.sign(plugin().in(temp), "release");
        write(jar, "META-INF/RELEASE.RSA", "data");

        assertEquals(
                "it has 2 signatures (META-INF/RELEASE.EC, META-INF/RELEASE.RSA) and 1 that can be verified: sign it"
                        + " afresh",
                rejected(jar));
    }

    @Test
    void letsASignedEntryPassThatIsNamedLikeABlockElsewhere() throws Exception {
        Path jar = certificates.sign(
                plugin().entry("data/KEY.EC", "x")
                        .entry("META-INF/a/SIG-B", "x")
                        .in(temp),
                "release");

        assertDoesNotThrow(() -> check(jar));
    }

    @Test
    void refusesContentUnderTheNameOfAFolder() throws Exception {
        Path jar = certificates.sign(plugin().entry("data/folder/", "content").in(temp), "release");

        assertEquals("entry data/folder/ is not signed, or signed weakly: sign it as CN=release", rejected(jar));
    }

    @Test
    void readsNoMoreThanALimit() throws Exception {
        Path jar = certificates.sign(plugin().entry("big", new byte[200_000]).in(temp), "release");

        PluginRejectedException thrown = assertThrows(
                PluginRejectedException.class,
                () -> new PinnedSigner(release).check(jar, new JarLimits(1 << 20, 100, 100_000, 1 << 20)));

        assertEquals("it is too large for its signature to be checked", thrown.reason());
    }

    private static void check(Path jar) throws PluginRejectedException {
        new PinnedSigner(release).check(jar, JarLimits.DEFAULT);
    }

    private static String rejected(Path jar) {
        return assertThrows(PluginRejectedException.class, () -> check(jar)).reason();
    }

    private static void write(Path jar, String entry, String content) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Path file = zip.getPath(entry);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, content);
        }
    }
}
