package dev.weft.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testsupport.Certificates;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    private static final BigInteger EC_KEY =
            new BigInteger("1d59043b660525d40c0067095c7ac7a587267c47a924587079471a4e754ec2ab", 16);

    @TempDir
    Path folder;

    @Test
    void readsAnEcKeyOfTheOldForm() throws Exception {
        assertEquals(EC_KEY, scalar(read(OldKeys.EC)));
    }

    @Test
    void readsAnRsaKeyOfTheOldForm() throws Exception {
        RSAPrivateKey key = (RSAPrivateKey) read(OldKeys.RSA);

        assertTrue(key.getModulus().toString(16).startsWith("b74c1adafa153aec854c0069fff2e11d083b1ace"));
    }

    @ParameterizedTest
    @ValueSource(strings = {OldKeys.ENCRYPTED, OldKeys.ENCRYPTED_BY_PKCS12})
    void decryptsAKeyWithTheFirstLineOfThePasswordFile(String pem) throws Exception {
        assertEquals(EC_KEY, scalar(read(pem, "secret\nand a remark\n")));
    }

    @Test
    void takesAByteOrderMarkForNoPartOfThePassword() throws Exception {
        assertEquals(EC_KEY, scalar(read(OldKeys.ENCRYPTED, "\uFEFFsecret\n")));
    }

    @Test
    void tellsAWrongPasswordFromNone() throws Exception {
        assertEquals(
                "key.pem: the password in pass.txt does not open it",
                refusal(OldKeys.ENCRYPTED, Optional.of("Secret")));
        assertEquals(
                "key.pem: encrypted, and no --tls-key-password-file was given",
                refusal(OldKeys.ENCRYPTED, Optional.empty()));
        assertEquals(
                "pass.txt: its first line, the password, is empty",
                refusal(OldKeys.ENCRYPTED, Optional.of("\nsecret")));
    }

    @Test
    void namesTheRemedyForEncryptionThatJavaDoesNotKnow() throws Exception {
        String remedy = " (openssl pkcs8 -topk8 -in OLD -out NEW writes one that can be read)";
        assertEquals(
                "key.pem: encrypted in the old way of OpenSSL" + remedy,
                refusal(OldKeys.ENCRYPTED_OF_OLD, Optional.of("secret")));
        assertEquals(
                "key.pem: encrypted with an unsupported algorithm" + remedy,
                refusal(OldKeys.ENCRYPTED_BY_SCRYPT, Optional.of("secret")));
        assertEquals(
                "key.pem: a DSA PRIVATE KEY is not supported" + remedy,
                refusal(OldKeys.EC.replace("EC PRIVATE", "DSA PRIVATE"), Optional.empty()));
    }

    @Test
    void refusesEveryHalfOfAKey() throws Exception {
        for (int end = 0; end < OldKeys.EC.length() - 2; end++) {
            String half = OldKeys.EC.substring(0, end);

            assertTrue(refusal(half, Optional.empty()).startsWith("key.pem: "), half);
        }
    }

    @Test
    void refusesAKeyWhoseContentIsCutShort() throws Exception {
        for (PemBlock block : PemFile.read(Files.writeString(folder.resolve("whole.pem"), OldKeys.EC))) {
            for (int length = 0; length < block.der().length; length++) {
                String cut = Certificates.pem("EC PRIVATE KEY", Arrays.copyOf(block.der(), length));

                assertTrue(refusal(cut, Optional.empty()).startsWith("key.pem: its "), cut);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws Exception {
        assertEquals(
                "key.pem: its EC PRIVATE KEY is not Base64",
                refusal(OldKeys.EC.replace("MHcC", "M!cC"), Optional.empty()));
        assertEquals(
                "key.pem: its last PEM block has no end",
                refusal(OldKeys.EC.replace("-----END EC PRIVATE", "-----"), Optional.empty()));
        assertEquals("key.pem: longer than 1 MiB", refusal("x".repeat(1024 * 1024 + 1), Optional.empty()));
    }

    private PrivateKey read(String pem) throws Exception {
        return KeyFile.read(Files.writeString(folder.resolve("key.pem"), pem), Optional.empty());
    }

    private PrivateKey read(String pem, String password) throws Exception {
        Path passwordFile = Files.writeString(folder.resolve("pass.txt"), password);
        return KeyFile.read(Files.writeString(folder.resolve("key.pem"), pem), Optional.of(passwordFile));
    }

    private String refusal(String pem, Optional<String> password) {
        TlsFileException bad = assertThrows(TlsFileException.class, () -> {
            if (password.isPresent()) {
                read(pem, password.get());
            } else {
                read(pem);
            }
        });
        return bad.reason().replace(folder + "/", "");
    }

    private static BigInteger scalar(PrivateKey key) {
        return ((ECPrivateKey) key).getS();
    }
}
