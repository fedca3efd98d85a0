package dev.weft.server.client;

import dev.weft.server.console.Printable;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;

/** Words for what the JDK's client throws, which often has none. */
final class Failure {

    private Failure() {}

    /** What went wrong, in a few words. */
    static String describe(Throwable failure) {
        return switch (causeOf(failure)) {
            case WebSocketHandshakeException refused -> describeRefusal(refused);
            case HttpTimeoutException late -> "no answer in time";
            case ConnectException unconnected ->
                unconnected.getCause() instanceof UnresolvedAddressException
                        ? "the host is unknown"
                        : "nobody accepts a connection there";
            case Throwable other -> messageOf(other);
        };
    }

    /** Whether it is a mistake in what was asked for, found before anything was sent. */
    static boolean isUsage(Throwable failure) {
        return causeOf(failure) instanceof IllegalArgumentException;
    }

    private static String describeRefusal(WebSocketHandshakeException refused) {
        int status = refused.getResponse().statusCode();
        return status == 101
                ? "the server's answer is not a valid opening handshake: " + messageOf(refused)
                : "the server answered with HTTP " + status;
    }

    private static String messageOf(Throwable failure) {
        String message = failure.getMessage();
        return Printable.escape(message == null ? failure.toString() : message);
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
