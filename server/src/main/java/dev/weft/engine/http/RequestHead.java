package dev.weft.engine.http;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request head that meets every rule of RFC 9112. An HTTP/1.1 head has exactly one valid {@code Host}.
 *
 * <p>A GET, HEAD or OPTIONS has no body. Any other method may announce one, which is never read: the connection is
 * closed after the answer.
 *
 * @param method as sent; RFC 9110 9.1: "The method token is case-sensitive"
 * @param target as sent: {@code /path?query}, {@code http://host/path?query}, {@code *} or {@code host:port}
 * @param path of the target, still percent-encoded: escapes are well-formed UTF-8; {@code /} if the target has none
 * @param query of the target without the question mark, still percent-encoded; null if there is no question mark
 * @param fields in order
 * @param minorVersion 0 for HTTP/1.0, 1 for HTTP/1.1
 */
public record RequestHead(
        String method, String target, String path, @Nullable String query, HeaderFields fields, int minorVersion) {

    private static final String AUTHORITY_START = "://";

    /** The methods of RFC 9110 9.3 and of RFC 5789. */
    private static final Set<String> KNOWN_METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    /** Whether HTTP defines the method: a known one that is not allowed gets 405, an unknown one 501. */
    public boolean hasKnownMethod() {
        return KNOWN_METHODS.contains(method);
    }

    /** The host and port that the client addresses; empty only on HTTP/1.0. */
    public Optional<String> host() {
        int start = target.startsWith("/") ? -1 : target.indexOf(AUTHORITY_START);
        if (start < 0) {
            return fields.first("Host");
        }
        // RFC 9112 3.2.2: "When an origin server receives a request with an absolute-form of request-target, the origin
        // server MUST ignore the received Host header field (if any) and instead use the host information of the
        // request-target."
        int from = start + AUTHORITY_START.length();
        int end = from;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        return Optional.of(target.substring(from, end));
    }
}
