package dev.weft.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(caused(new ConnectException(), new UnresolvedAddressException()), "the host is unknown"),
                Arguments.of(new UnknownHostException("x"), "the host is unknown"),
                Arguments.of(new ConnectException("Connection refused"), "nothing is listening there"),
                Arguments.of(new HttpTimeoutException("request timed out"), "no answer in time"),
                Arguments.of(
                        caused(new SSLHandshakeException("PKIX path"), new CertPathBuilderException("unable to find")),
                        "the server's certificate was not issued by a trusted authority;"
                                + " --tls-ca FILE names certificates to trust"),
                Arguments.of(
                        caused(new SSLHandshakeException("x"), new CertificateExpiredException("NotAfter: ...")),
                        "the server's certificate has expired"),
                Arguments.of(
                        caused(new SSLHandshakeException("x"), new CertificateException("No name matching a found")),
                        "the server's certificate is for another host: No name matching a found"),
                Arguments.of(
                        new SSLException("Unsupported or unrecognized SSL message"),
                        "it does not speak TLS: use ws://"),
                Arguments.of(
                        new SSLException("Unrecognized SSL message, plaintext connection?"),
                        "it does not speak TLS: use ws://"),
                Arguments.of(
                        new SSLHandshakeException("Received fatal alert: bad_certificate"),
                        "the server requires a client certificate: --tls-cert and --tls-key"),
                Arguments.of(
                        new IOException("HTTP/1.1 header parser received no bytes"),
                        "the server ended the connection without an answer"),
                Arguments.of(new EOFException(), "the server ended the connection without an answer"),
                Arguments.of(new SocketException("Connection reset"), "the connection broke: Connection reset"),
                Arguments.of(new ClosedChannelException(), "the connection is closed"),
                Arguments.of(new IOException(), "the connection failed"));
    }

    private static Throwable caused(Throwable failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void hasPlainWords(Throwable failure, String words) {
        assertEquals(words, Failure.describe(new CompletionException(failure)));
    }

    @Test
    void tellsAnAnswerThatIsNotHttpFromNone() {
        assertFalse(Failure.isUnanswered(new CompletionException(new ConnectException())));
        assertEquals(true, Failure.isUnanswered(new CompletionException(new EOFException())));
    }
}
