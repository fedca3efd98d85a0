package dev.weft.server.tls;

import dev.weft.server.config.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads the private key in a PEM file; other blocks, such as certificates in the same file, are skipped. */
final class KeyFile {

    /** Every key algorithm of TLS certificates, by its JDK name. */
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS");

    /** How to convert any key that OpenSSL can read into one that this can read. */
    private static final String REMEDY = "(openssl pkcs8 -topk8 -in OLD -out NEW writes one that can be read)";

    private final Path file;

    /** A file whose first line is the password. */
    private final Optional<Path> passwordFile;

    private KeyFile(Path file, Optional<Path> passwordFile) {
        this.file = file;
        this.passwordFile = passwordFile;
    }

    /** The first key in the file. */
    static PrivateKey read(Path file, Optional<Path> passwordFile) throws TlsFileException {
        for (PemBlock block : PemFile.read(file)) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return new KeyFile(file, passwordFile).key(block);
            }
        }
        throw new TlsFileException(file, "no private key in PEM (-----BEGIN PRIVATE KEY-----)");
    }

    private PrivateKey key(PemBlock block) throws TlsFileException {
        if (!block.headers().isEmpty()) {
            throw bad("encrypted in the old way of OpenSSL " + REMEDY);
        }
        return switch (block.label()) {
            case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(block.der()));
            case "RSA PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(OldKeyForms.ofRsa(block.der())));
            case "EC PRIVATE KEY" ->
                key(new PKCS8EncodedKeySpec(
                        OldKeyForms.ofEc(block.der()).orElseThrow(() -> bad("its key names no curve"))));
            case "ENCRYPTED PRIVATE KEY" -> key(decrypt(block.der()));
            default -> throw bad("a " + block.label() + " is not supported " + REMEDY);
        };
    }

    private PrivateKey key(PKCS8EncodedKeySpec encoded) throws TlsFileException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException other) {
                // A key of another algorithm, or a broken one: the loop ends after the last algorithm.
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        throw bad("its private key cannot be read");
    }

    /** RFC 5958 3: EncryptedPrivateKeyInfo. */
    private PKCS8EncodedKeySpec decrypt(byte[] encrypted) throws TlsFileException {
        PBEKeySpec password = new PBEKeySpec(password().toCharArray());
        EncryptedPrivateKeyInfo info;
        Cipher cipher;
        try {
            info = new EncryptedPrivateKeyInfo(encrypted);
            AlgorithmParameters parameters = info.getAlgParameters();
            // PBES2 names a family; its parameters, as text, tell which member.
            String algorithm =
                    parameters != null && info.getAlgName().equals("PBES2") ? parameters.toString() : info.getAlgName();
            SecretKey secret = SecretKeyFactory.getInstance(algorithm).generateSecret(password);
            cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
        } catch (GeneralSecurityException | IOException unknown) {
            throw bad("encrypted with an unsupported algorithm " + REMEDY);
        }
        try {
            return info.getKeySpec(cipher);
        } catch (InvalidKeySpecException wrong) {
            throw bad("the password in " + passwordFile.orElse(file) + " does not open it");
        }
    }

    private String password() throws TlsFileException {
        Path given = passwordFile.orElseThrow(() -> bad("encrypted, and no --tls-key-password-file was given"));
        String text = TextLines.withoutMark(new String(PemFile.bytes(given), StandardCharsets.UTF_8));
        String first = text.lines().findFirst().orElse("");
        if (first.isEmpty()) {
            throw new TlsFileException(given, "its first line, the password, is empty");
        }
        return first;
    }

    private TlsFileException bad(String why) {
        return new TlsFileException(file, why);
    }
}
