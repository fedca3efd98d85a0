package dev.weft.engine.http;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a head must be as a whole, each of its lines being well-formed (RFC 9112 3.2 and 6). */
final class HeadRules {

    /** Why 18? The longest number of digits that always fits a long; no body is accepted anyway. */
    private static final int MAX_LENGTH_DIGITS = 18;

    private HeadRules() {}

    /** The first rule the head breaks, or null. */
    static HeadOutcome.@Nullable Bad check(RequestHead head) {
        Optional<String> broken = hostFault(head).or(() -> framingFault(head.fields()));
        if (broken.isPresent()) {
            return new HeadOutcome.Bad(HttpStatus.BAD_REQUEST, broken.get());
        }
        boolean isRead = head.method().equals("GET") || head.method().equals("HEAD");
        // RFC 9112 3.2.4: "The asterisk-form of request-target is only used for a server-wide OPTIONS request".
        if (isRead && head.target().equals("*")) {
            return new HeadOutcome.Bad(HttpStatus.BAD_REQUEST, "an asterisk is no target for " + head.method());
        }
        // RFC 9110 15.5.14: 413 if "the request content is larger than the server is willing or able to process".
        // Another
        // method is refused for what it is, which tells its sender more.
        return isRead && hasBody(head.fields())
                ? new HeadOutcome.Bad(HttpStatus.CONTENT_TOO_LARGE, "no request body is accepted")
                : null;
    }

    /** Whether a target that is neither a path nor an asterisk is allowed; it is given without path and query. */
    static boolean isTarget(String method, String target) {
        // RFC 9112 3.2.3: "The authority-form of request-target is only used for CONNECT requests".
        if (method.equals("CONNECT")) {
            return Authority.isValid(target);
        }
        // RFC 9112 3.2.2: "a server MUST accept the absolute-form in requests". RFC 9110 4.2.3: schemes are
        // case-insensitive. RFC 9110 4.2.4: user information in it is to be treated as an error.
        String scheme = target.toLowerCase(Locale.ROOT);
        int length = scheme.startsWith("http://") ? 7 : scheme.startsWith("https://") ? 8 : 0;
        return length > 0 && Authority.isValid(target.substring(length));
    }

    private static Optional<String> hostFault(RequestHead head) {
        HeaderFields fields = head.fields();
        int hosts = fields.count("Host");
        // RFC 9112 3.2: "A server MUST respond with a 400 (Bad Request) status code to any HTTP/1.1 request message
        // that
        // lacks a Host header field and to any request message that contains more than one Host header field line or a
        // Host header field with an invalid field value."
        if (hosts == 0 && head.minorVersion() == 0) {
            return Optional.empty();
        }
        if (hosts != 1) {
            return Optional.of("Host is not there exactly once");
        }
        return fields.first("Host").filter(Authority::isValid).isPresent()
                ? Optional.empty()
                : Optional.of("Host is not a host and a port");
    }

    private static Optional<String> framingFault(HeaderFields fields) {
        // RFC 9112 6.1: a server "MAY reject a request that contains both Content-Length and Transfer-Encoding"; bodies
        // are
        // not accepted here at all, so no transfer coding is ever decoded.
        if (fields.contains("Transfer-Encoding")) {
            return Optional.of("Transfer-Encoding is not accepted");
        }
        // RFC 9112 6.3: "If a message is received without Transfer-Encoding and with an invalid Content-Length header
        // field, then the message framing is invalid and the recipient MUST treat it as an unrecoverable error".
        int lengths = fields.count("Content-Length");
        boolean valid = lengths == 0
                || (lengths == 1
                        && fields.first("Content-Length")
                                .filter(HeadRules::isLength)
                                .isPresent());
        return valid ? Optional.empty() : Optional.of("Content-Length is not one number");
    }

    private static boolean isLength(String value) {
        // RFC 9110 8.6: Content-Length = 1*DIGIT.
        return !value.isEmpty()
                && value.length() <= MAX_LENGTH_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean hasBody(HeaderFields fields) {
        return fields.first("Content-Length")
                .filter(length -> Long.parseLong(length) > 0)
                .isPresent();
    }
}
