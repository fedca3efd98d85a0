package dev.weft.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.config.Tls;
import dev.weft.testsupport.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and keys that belong together, and those that do not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityTest {

    @TempDir
    static Path folder;

    private Certificates certificates;

    @BeforeAll
    void make() throws Exception {
        certificates = new Certificates(folder)
                .issue("good")
                .issue("other")
                .issue("rsa", "-keyalg", "RSA", "-keysize", "2048")
                .issue("ed", "-keyalg", "Ed25519")
                .issue("pss", "-keyalg", "RSASSA-PSS", "-keysize", "2048")
                .issue("old", "-keyalg", "EC", "-startdate", "-40d")
                .issue("early", "-keyalg", "EC", "-startdate", "+2d");
        for (String name : new String[] {"good", "other", "rsa", "ed", "pss", "old", "early"}) {
            certificates.certificate(name, name + ".crt");
            certificates.key(name, name + ".key");
        }
    }

    @Test
    void takesEveryKindOfKeyWithItsCertificate() throws Exception {
        for (String name : new String[] {"good", "rsa", "ed", "pss"}) {
            Identity identity = Identity.read(files(name, name));

            assertEquals(2, identity.chain().size(), name);
            assertEquals(1, identity.keyManagers().length, name);
        }
    }

    @Test
    void refusesAKeyOfAnotherCertificate() {
        assertEquals(
                at("other.key") + ": not the key of the certificate in " + at("good.crt"), refusal("good", "other"));
        assertEquals(at("rsa.key") + ": not the key of the certificate in " + at("good.crt"), refusal("good", "rsa"));
    }

    @Test
    void leavesItToOthersWhetherItsTimeHasComeOrIsOver() throws Exception {
        Instant now = Instant.now();

        assertTrue(Validity.of(Identity.read(files("good", "good")).chain()).includes(now));
        assertTrue(Validity.of(Identity.read(files("old", "old")).chain()).hasEnded(now));
        assertFalse(Validity.of(Identity.read(files("early", "early")).chain()).hasBegun(now));
    }

    @Test
    void refusesAChainInWhichOneDoesNotVouchForTheOther() throws Exception {
        Files.writeString(
                folder.resolve("mixed.crt"),
                Files.readString(folder.resolve("good.crt")) + Files.readString(folder.resolve("other.crt")));

        assertEquals(at("mixed.crt") + ": its certificate 3 did not issue the one before it", refusal("mixed", "good"));
    }

    @Test
    void refusesAFileWithoutACertificateOrKey() {
        assertEquals(
                at("good.key") + ": no certificate in PEM (-----BEGIN CERTIFICATE-----)",
                assertThrows(TlsFileException.class, () -> CertificateFile.read(folder.resolve("good.key")))
                        .reason());
        assertEquals(
                at("good.crt") + ": no private key in PEM (-----BEGIN PRIVATE KEY-----)",
                assertThrows(TlsFileException.class, () -> KeyFile.read(folder.resolve("good.crt"), Optional.empty()))
                        .reason());
        assertEquals(at("none.key") + ": no such file", refusal("good", "none"));
    }

    @Test
    void readsBothFromOneFile() throws Exception {
        Path both = Files.writeString(
                folder.resolve("both.pem"),
                Files.readString(folder.resolve("good.key")) + Files.readString(folder.resolve("good.crt")));

        Identity identity = Identity.read(new Tls(both, both, Optional.empty(), Optional.empty()));

        assertEquals("EC", identity.key().getAlgorithm());
    }

    private String at(String file) {
        return folder.resolve(file).toString();
    }

    private Tls files(String certificate, String key) {
        return new Tls(
                folder.resolve(certificate + ".crt"), folder.resolve(key + ".key"), Optional.empty(), Optional.empty());
    }

    private String refusal(String certificate, String key) {
        return assertThrows(TlsFileException.class, () -> Identity.read(files(certificate, key)))
                .reason();
    }
}
