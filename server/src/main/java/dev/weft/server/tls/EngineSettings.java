package dev.weft.server.tls;

import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;

/**
 * The TLS parameters that are accepted: versions and ciphers without a known weakness, and one application protocol.
 */
final class EngineSettings {

    /** RFC 8996: "TLS 1.0 ... and TLS 1.1 ... MUST NOT be used." */
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    /** The suites of TLS 1.3, and those of 1.2 with forward secrecy and authenticated encryption (RFC 9325 4.2). */
    private static final String[] CIPHER_SUITES = Stream.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256")
            .toArray(String[]::new);

    /** Elliptic curves only: ffdhe8192, which the JDK would accept, costs far more work. */
    private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1", "secp521r1"};

    /**
     * RFC 7301: a client that speaks only HTTP/2 is refused in the handshake, rather than with bytes it cannot read.
     */
    private static final String[] APPLICATION_PROTOCOLS = {"http/1.1"};

    private static final String REJECT_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    private static final String DISABLED_EXTENSIONS = "jdk.tls.server.disableExtensions";

    private EngineSettings() {}

    /** The parameters of every engine. */
    static SSLParameters parameters(boolean clientsNeedCertificates) {
        SSLParameters parameters = new SSLParameters(CIPHER_SUITES, VERSIONS);
        parameters.setNamedGroups(GROUPS);
        parameters.setApplicationProtocols(APPLICATION_PROTOCOLS);
        parameters.setNeedClientAuth(clientsNeedCertificates);
        // All are good, and the client knows which of them are fast on its hardware.
        parameters.setUseCipherSuitesOrder(false);
        return parameters;
    }

    /** Settings that the JDK reads once, when it first makes a context. */
    static void setProperties() {
        // Renegotiation costs work and has no use.
        System.setProperty(REJECT_RENEGOTIATION, "true");
        // RFC 6066 3: a server "MAY [...] ignore" the name that a client asks for, and there is one certificate here.
        // The JDK ends the handshake if the name has an underscore, as many container names do, or a trailing dot. A
        // value that the operator has set, for a plugin's sake, is kept.
        if (System.getProperty(DISABLED_EXTENSIONS) == null) {
            System.setProperty(DISABLED_EXTENSIONS, "server_name");
        }
    }
}
