package dev.weft.server.client;

import dev.weft.server.log.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Describes what the JDK's client throws, which often has no message, or an unhelpful one. */
final class Failure {

    private static final String UNKNOWN_HOST = "the host is unknown";

    /** Why 20? A chain of causes may be circular. */
    private static final int MAX_CAUSES = 20;

    private Failure() {}

    /** What went wrong, in a few words. */
    static String describe(Throwable failure) {
        return switch (causeOf(failure)) {
            case WebSocketHandshakeException refused -> describeRefusal(refused);
            case HttpTimeoutException late -> "no answer in time";
            case UnknownHostException unknown -> UNKNOWN_HOST;
            case ConnectException unconnected ->
                find(UnresolvedAddressException.class, unconnected) == null
                        ? "nothing is listening there"
                        : UNKNOWN_HOST;
            case SSLException tls -> describeTls(tls);
            case IllegalArgumentException meaningless -> messageOf(meaningless);
            case Throwable other -> describeConnection(other);
        };
    }

    /** Whether it is a usage error, found before anything was sent. */
    static boolean isUsage(Throwable failure) {
        return causeOf(failure) instanceof IllegalArgumentException;
    }

    /** The status of an answer that refuses the handshake; 0 if the failure is something else. */
    static int refusalStatus(Throwable failure) {
        return causeOf(failure) instanceof WebSocketHandshakeException refused
                        && refused.getResponse().statusCode() != 101
                ? refused.getResponse().statusCode()
                : 0;
    }

    /** Whether the server did not answer in HTTP: it may speak TLS. */
    static boolean isUnanswered(Throwable failure) {
        return switch (causeOf(failure)) {
            case WebSocketHandshakeException refused -> false;
            case HttpTimeoutException late -> false;
            case ConnectException unconnected -> false;
            case SSLException tls -> false;
            case IOException other -> true;
            case Throwable other -> false;
        };
    }

    private static String describeRefusal(WebSocketHandshakeException refused) {
        int status = refused.getResponse().statusCode();
        return status == 101
                ? "the server's answer is not a valid opening handshake: " + messageOf(refused)
                : "the server answered with HTTP " + status;
    }

    private static String describeTls(SSLException tls) {
        if (find(CertPathBuilderException.class, tls) != null) {
            return "the server's certificate was not issued by a trusted authority; --tls-ca FILE names certificates to trust";
        }
        if (find(CertificateExpiredException.class, tls) != null) {
            return "the server's certificate has expired";
        }
        CertificateException certificate = find(CertificateException.class, tls);
        if (certificate != null) {
            String reason = messageOf(certificate);
            return reason.startsWith("No ")
                    ? "the server's certificate is for another host: " + reason
                    : "the server's certificate is not accepted: " + reason;
        }
        String message = messageOf(tls);
        if (message.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")) {
            return "it does not speak TLS: use ws://";
        }
        return message.contains("bad_certificate") || message.contains("certificate_required")
                ? "the server requires a client certificate: --tls-cert and --tls-key"
                : "the TLS handshake failed: " + message;
    }

    private static String describeConnection(Throwable broken) {
        String message = messageOf(broken);
        if (broken instanceof EOFException || message.contains("received no bytes") || message.contains("EOF")) {
            return "the server ended the connection without an answer";
        }
        return switch (broken) {
            case ProtocolException noHttp -> "the server's answer is not HTTP";
            case SocketException reset -> "the connection broke: " + message;
            case ClosedChannelException closed -> "the connection is closed";
            default -> message.contains("nvalid status line") ? "the server's answer is not HTTP" : message;
        };
    }

    /** The message, or plain words if there is none: the name of a Java class means nothing to a user. */
    private static String messageOf(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? "the connection failed" : Printable.of(message);
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }
}
