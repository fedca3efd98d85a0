package dev.weft.server.tls;

import dev.weft.server.config.Tls;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS for outgoing connections. */
public final class ClientTls {

    private ClientTls() {}

    /**
     * Makes a client's context.
     *
     * @param trusted certificates to trust, instead of the system's
     * @param identity this side's certificate and key
     * @throws TlsFileException if a file cannot be used
     */
    public static SSLContext context(Optional<Path> trusted, Optional<Tls> identity) throws TlsFileException {
        try {
            TrustManager @Nullable [] trust = trusted.isPresent() ? TrustedCertificates.managers(trusted.get()) : null;
            KeyManager @Nullable [] keys =
                    identity.isPresent() ? Identity.read(identity.get()).keyManagers() : null;
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException unusable) {
            Path file = trusted.or(() -> identity.map(Tls::certificate)).orElse(Path.of(""));
            throw new TlsFileException(file, "cannot be used: " + unusable.getMessage());
        }
    }
}
