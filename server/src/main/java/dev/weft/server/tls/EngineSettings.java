package dev.weft.server.tls;

import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;

/** What is agreed to in a TLS handshake: versions and ciphers without a known weakness, and one protocol above them. */
final class EngineSettings {

    /** RFC 8996: "TLS 1.0 ... and TLS 1.1 ... MUST NOT be used." */
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    /** Those of TLS 1.3, and of 1.2 those with forward secrecy and authenticated encryption (RFC 9325 4.2). */
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

    /** Elliptic curves alone: a key of ffdhe8192, which the JDK would agree to, costs far more work. */
    private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1", "secp521r1"};

    /** RFC 7301: a client that wants HTTP/2 only is told so in the handshake, and not by bytes it cannot read. */
    private static final String[] APPLICATION_PROTOCOLS = {"http/1.1"};

    private static final String REJECT_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    private static final String DISABLED_EXTENSIONS = "jdk.tls.server.disableExtensions";

    private EngineSettings() {}

    /** What every engine is set to. */
    static SSLParameters parameters(boolean clientsNeedCertificates) {
        SSLParameters parameters = new SSLParameters(CIPHER_SUITES, VERSIONS);
        parameters.setNamedGroups(GROUPS);
        parameters.setApplicationProtocols(APPLICATION_PROTOCOLS);
        parameters.setNeedClientAuth(clientsNeedCertificates);
        // All are good: the client knows which of them its hardware is quick at.
        parameters.setUseCipherSuitesOrder(false);
        return parameters;
    }

    /** Settings that the JDK reads once, when it first makes a context. */
    static void setProperties() {
        // A new handshake in mid-connection is work for nothing.
        System.setProperty(REJECT_RENEGOTIATION, "true");
        // RFC 6066 3: a server "MAY [...] ignore" the name that a client asks for, and there is one certificate here.
        // The
        // JDK ends the handshake if the name has an underscore, as in many a container's, or a dot at its end. What the
        // operator has set for a plugin's sake stays.
        if (System.getProperty(DISABLED_EXTENSIONS) == null) {
            System.setProperty(DISABLED_EXTENSIONS, "server_name");
        }
    }
}
