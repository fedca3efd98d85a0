package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testsupport.Certificates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged server over TLS: who gets in, with which certificate, and what happens when the files change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {

    @TempDir
    static Path folder;

    private Certificates certificates;
    private Path first;
    private Path firstKey;
    private Path second;
    private Path secondKey;

    @BeforeAll
    void make() throws Exception {
        certificates = new Certificates(folder)
                .issue("first")
                .issue("second", "-keyalg", "RSA", "-keysize", "2048")
                .issue("client")
                .issue("expired", "-keyalg", "EC", "-startdate", "-40d");
        first = certificates.certificate("first", "first.crt");
        firstKey = certificates.key("first", "first.key");
        second = certificates.certificate("second", "second.crt");
        secondKey = certificates.key("second", "second.key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void echoesOverWssAndServesThePageOverHttps(String version) throws Exception {
        try (WeftProcess server = serve(first, firstKey);
                HttpClient http = client(certificates.client(), version);
                JdkClient client = JdkClient.connect(http, server.wss("/"))) {
            assertEquals("text straße 🧵", client.send("straße 🧵").next());
            for (int size : new int[] {125, 126, 16_384, 65_536, 1024 * 1024}) {
                String message = "x".repeat(size);
                assertEquals("text " + message, client.send(message).next(), () -> size + " bytes");
            }
            client.socket().sendClose(4000, "done").join();
            assertEquals("close 4000", client.next());

            HttpResponse<String> page = get(http, server.https("/"));
            assertEquals(200, page.statusCode());
            assertTrue(page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
            assertEquals(version, page.sslSession().orElseThrow().getProtocol());
            server.awaitOutput("browser client +https://127\\.0\\.0\\.1:");
            server.awaitOutput("echo +wss://127\\.0\\.0\\.1:\\d+/ws/echo");
        }
    }

    @Test
    void whoseMessageIsTooBigReadsWhyBeforeTheConnectionEnds() throws Exception {
        int size = 1024 * 1024 + 1;
        byte[] part = new byte[64 * 1024];
        try (WeftProcess server = serve(first, firstKey);
                TlsPeer peer = new TlsPeer(certificates.client(), server.port())) {
            peer.send(RawClient.beginning(RawClient.BINARY, size, part));
            assertEquals(1009, peer.readCloseCode());

            // RFC 5246 7.2.1: after close_notify it would have to stop "immediately, discarding any pending writes".
            assertTrue(peer.isLeftOpenFor(200));
            peer.send(new byte[size - part.length]);
            peer.send(RawClient.message(RawClient.CLOSE, new byte[] {3, (byte) 0xF1}));

            assertTrue(peer.awaitCloseNotify());
        }
    }

    @Test
    void theServersOwnPageMayConnectAndOneServedPlainMayNot() throws Exception {
        try (WeftProcess server = serve(first, firstKey);
                HttpClient http = client(certificates.client(), "TLSv1.3")) {
            String host = "localhost:" + server.port();

            assertEquals("text hi", sayHi(http, server, "https://" + host));
            assertThrows(CompletionException.class, () -> sayHi(http, server, "http://" + host));
        }
    }

    @Test
    void asksForACertificateOfItsClientsIfItIsToldWhose() throws Exception {
        Path authority = certificates.certificate("ca", "ca.crt");
        try (WeftProcess server = serve(first, firstKey, "--tls-client-ca", authority.toString());
                HttpClient known = client(certificates.client("client"), "TLSv1.3");
                HttpClient unknown = client(certificates.client(), "TLSv1.3");
                HttpClient unknownOf12 = client(certificates.client(), "TLSv1.2");
                JdkClient client = JdkClient.connect(known, server.wss("/"))) {
            assertEquals("text hi", client.send("hi").next());
            for (HttpClient refused : List.of(unknown, unknownOf12)) {
                CompletionException failure =
                        assertThrows(CompletionException.class, () -> JdkClient.connect(refused, server.wss("/")));
                assertTrue(failure.toString().contains("Received fatal alert"), failure::toString);
            }
        }
    }

    @Test
    void takesAChangedCertificateOverAndDropsNobody() throws Exception {
        Path certificate = copy(first, "live.crt");
        Path key = copy(firstKey, "live.key");
        try (WeftProcess server = serve(certificate, key);
                HttpClient before = client(certificates.client(), "TLSv1.3");
                JdkClient connected = JdkClient.connect(before, server.wss("/"))) {
            assertEquals("CN=first", shownBy(server));

            copy(second, "live.crt");
            server.awaitOutput("WARN .*the certificate in use stays.*live\\.key: not the key of the certificate in");
            assertEquals("CN=first", shownBy(server));
            Files.writeString(certificate, Files.readString(second).substring(0, 300));
            server.awaitOutput("WARN .*the certificate in use stays.*live\\.crt: its last PEM block has no end");
            assertEquals("CN=first", shownBy(server));

            copy(second, "live.crt");
            copy(secondKey, "live.key");
            server.awaitOutput("INFO .*new connections use the changed certificate");
            assertEquals("CN=second", shownBy(server));
            assertEquals("text still here", connected.send("still here").next());
            long warnings = server.output()
                    .lines()
                    .filter(line -> line.contains("WARN"))
                    .count();
            assertEquals(2, warnings, server::output);
        }
    }

    @Test
    void saysInOneLineWhyItCannotStart() throws Exception {
        Path noPem = Files.writeString(folder.resolve("no.pem"), "hello");

        assertEquals(
                "weft: " + secondKey + ": not the key of the certificate in " + first,
                refusal(1, "--tls-cert", first.toString(), "--tls-key", secondKey.toString()));
        assertEquals(
                "weft: " + folder + "/none: no such file",
                refusal(1, "--tls-cert", first.toString(), "--tls-key", folder + "/none"));
        assertEquals(
                "weft: " + noPem + ": no certificate in PEM (-----BEGIN CERTIFICATE-----)",
                refusal(1, "--tls-cert", noPem.toString(), "--tls-key", firstKey.toString()));
        assertEquals(
                "weft: --tls-key=" + firstKey + ": --tls-cert is needed too",
                refusal(2, "--tls-key", firstKey.toString()));
    }

    @Test
    void servesWithACertificateWhoseTimeIsOverAndSaysSo() throws Exception {
        Path expired = certificates.certificate("expired", "expired.crt");
        try (WeftProcess server = serve(expired, certificates.key("expired", "expired.key"))) {
            server.awaitOutput("WARN .*the certificate .*expired\\.crt expired on 2.*: clients refuse it");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_service", "a_b.example", "localhost.", "127.0.0.1", "-", "xn--a"})
    void doesNotMindWhichNameAClientAsksFor(String name) throws Exception {
        SSLParameters asking = new SSLParameters();
        // The JDK's own class for names refuses those that are wanted here.
        asking.setServerNames(List.of(new SNIServerName(0, name.getBytes(StandardCharsets.US_ASCII)) {}));
        try (WeftProcess server = serve(first, firstKey);
                SSLSocket socket =
                        (SSLSocket) certificates.client().getSocketFactory().createSocket("localhost", server.port())) {
            socket.setSSLParameters(asking);

            assertEquals("CN=first", subject(socket));
        }
    }

    @Test
    void theTerminalClientBelievesWhomItIsToldTo() throws Exception {
        Path authority = certificates.certificate("ca", "trusted.crt");
        try (WeftProcess server = serve(first, firstKey);
                WeftProcess trusting = WeftProcess.run(
                        "connect",
                        "--tls-ca",
                        authority.toString(),
                        server.wss("/").toString());
                WeftProcess doubting =
                        WeftProcess.run("connect", server.wss("/").toString())) {
            trusting.type("hello\n");
            trusting.awaitOutput("hello");
            trusting.endInput();

            assertEquals(0, trusting.awaitExit(), trusting::output);
            assertEquals(1, doubting.awaitExit(), doubting::output);
        }
    }

    private static WeftProcess serve(Path certificate, Path key, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--handler", "echo"));
        arguments.addAll(List.of("--tls-cert", certificate.toString(), "--tls-key", key.toString()));
        arguments.addAll(List.of(more));
        return WeftProcess.serve(arguments.toArray(String[]::new));
    }

    private static HttpClient client(SSLContext context, String version) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {version});
        return HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(parameters)
                .build();
    }

    private static HttpResponse<String> get(HttpClient http, URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String sayHi(HttpClient http, WeftProcess server, String origin) throws Exception {
        try (JdkClient client = JdkClient.connect(http, server.wss("/"), origin)) {
            return client.send("hi").next();
        }
    }

    /** The subject of the certificate that a new connection is shown. */
    private String shownBy(WeftProcess server) throws Exception {
        try (SSLSocket socket =
                (SSLSocket) certificates.client().getSocketFactory().createSocket("localhost", server.port())) {
            return subject(socket);
        }
    }

    private static String subject(SSLSocket socket) throws SSLPeerUnverifiedException {
        X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName();
    }

    private static Path copy(Path from, String to) throws Exception {
        return Files.copy(from, folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String refusal(int exitCode, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("serve", "--handler", "echo", "--port", "0"));
        all.addAll(List.of(arguments));
        try (WeftProcess server = WeftProcess.run(all.toArray(String[]::new))) {
            assertEquals(exitCode, server.awaitExit(), server::output);
            Await.until(() -> !server.output().isEmpty(), () -> "no line");
            return server.output();
        }
    }
}
