package dev.weft.server.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Trust anchors: the certificates in a PEM file; certificates issued by them are trusted, too. */
public final class TrustedCertificates {

    private TrustedCertificates() {}

    /**
     * The first certificate of a file, if there is one.
     *
     * @throws TlsFileException if it cannot be read
     */
    public static Optional<X509Certificate> first(Optional<Path> file) throws TlsFileException {
        return file.isPresent() ? Optional.of(CertificateFile.read(file.get()).getFirst()) : Optional.empty();
    }

    static TrustManager[] managers(Path file) throws TlsFileException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        int number = 0;
        for (X509Certificate certificate : CertificateFile.read(file)) {
            store.setCertificateEntry(Integer.toString(number++), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }
}
