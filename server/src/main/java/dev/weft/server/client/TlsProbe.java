package dev.weft.server.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Determines whether a server that does not answer in HTTP speaks TLS. No data is sent over that connection. */
final class TlsProbe {

    /** Why 3 s? The server has just accepted a connection. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final int DEFAULT_PORT = 80;

    private TlsProbe() {}

    /** Whether a server begins a TLS handshake; its certificate does not matter. */
    static boolean speaksTls(URI server) {
        int port = server.getPort() < 0 ? DEFAULT_PORT : server.getPort();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(server.getHost(), port), (int) TIMEOUT.toMillis());
            plain.setSoTimeout((int) TIMEOUT.toMillis());
            TrustManager[] anybody = {new Anybody()};
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, anybody, null);
            try (SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, server.getHost(), port, true)) {
                tls.startHandshake();
                return true;
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException noTls) {
            return false;
        }
    }

    /** Accepts any certificate; nothing is entrusted to the connection, which ends with the handshake. */
    private static final class Anybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
