package dev.weft.server.tls;

import dev.weft.server.config.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * The certificate that the server presents, and the key that proves its ownership.
 *
 * @param key the private key
 * @param chain its certificate, followed by the issuers' certificates
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {

    private static final byte[] CHALLENGE = "any bytes will do".getBytes(StandardCharsets.US_ASCII);

    /** The key store is never saved, but the API requires a password. */
    private static final char[] NO_PASSWORD = {};

    /** Reads and checks both files. */
    static Identity read(Tls files) throws TlsFileException {
        Identity identity =
                new Identity(KeyFile.read(files.key(), files.keyPassword()), CertificateFile.read(files.certificate()));
        identity.checkChain(files);
        if (!identity.belongsTogether()) {
            throw new TlsFileException(files.key(), "not the key of the certificate in " + files.certificate());
        }
        return identity;
    }

    KeyManager[] keyManagers() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, NO_PASSWORD);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        store.setKeyEntry("weft", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private void checkChain(Tls files) throws TlsFileException {
        for (int i = 1; i < chain.size(); i++) {
            // RFC 5246 7.4.2: "Each following certificate MUST directly certify the one preceding it."
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new TlsFileException(
                        files.certificate(), "its certificate " + (i + 1) + " did not issue the one before it");
            }
        }
    }

    /** Whether the certificate verifies what the key signs. */
    private boolean belongsTogether() {
        try {
            Signature signature = Signature.getInstance(signatureAlgorithm());
            if (key.getAlgorithm().equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key);
            signature.update(CHALLENGE);
            byte[] signed = signature.sign();
            signature.initVerify(chain.getFirst().getPublicKey());
            signature.update(CHALLENGE);
            return signature.verify(signed);
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }

    private String signatureAlgorithm() {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }
}
