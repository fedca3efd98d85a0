package dev.weft.engine.http;

import java.util.List;
import java.util.Locale;

/** The rules for a head as a whole, once each of its lines is well-formed (RFC 9112 3.2 and 6). */
final class HeadRules {

    /** Why 18? The most digits, without leading zeros, that always fit into a long; no body is accepted anyway. */
    private static final int MAX_LENGTH_DIGITS = 18;

    private HeadRules() {}

    /** Checks that the head keeps every rule. */
    static void check(RequestHead head) throws BadRequest {
        checkHost(head);
        checkFraming(head.fields());
        // RFC 9112 3.2.3: "a client MUST send only the host and port of the tunnel destination as the request-target."
        if (head.method().equals("CONNECT") && !isTunnel(head.target())) {
            throw new BadRequest("target of CONNECT is not a host and a port");
        }
        // Any other method is refused as such, which tells its sender more.
        boolean isOptions = head.method().equals("OPTIONS");
        if (head.method().equals("GET") || head.method().equals("HEAD") || isOptions) {
            // RFC 9112 3.2.4: "The asterisk-form of request-target is only used for a server-wide OPTIONS request".
            if (head.target().equals("*") && !isOptions) {
                throw new BadRequest("an asterisk is not a target for this method");
            }
            checkNoBody(head.fields());
        }
    }

    /** Whether a target that is neither a path nor an asterisk is allowed; the argument excludes path and query. */
    static boolean isTarget(String method, String target) {
        // RFC 9112 3.2.3: "The authority-form of request-target is only used for CONNECT requests".
        if (method.equals("CONNECT")) {
            return isTunnel(target);
        }
        // RFC 9112 3.2.2: "a server MUST accept the absolute-form in requests". RFC 9110 4.2.3: schemes are
        // case-insensitive. RFC 9110 4.2.4: user information in it is to be treated as an error.
        String scheme = target.toLowerCase(Locale.ROOT);
        int length = scheme.startsWith("http://") ? 7 : scheme.startsWith("https://") ? 8 : 0;
        return length > 0 && Authority.isValid(target.substring(length));
    }

    private static boolean isTunnel(String target) {
        // RFC 9110 9.3.6: "A server MUST reject a CONNECT request that targets an empty or invalid port number".
        return Authority.parse(target)
                .filter(authority -> authority.port() != Authority.NO_PORT)
                .isPresent();
    }

    private static void checkHost(RequestHead head) throws BadRequest {
        List<String> hosts = head.fields().all("Host");
        // RFC 9112 3.2: "A server MUST respond with a 400 (Bad Request) status code to any HTTP/1.1 request message
        // that lacks a Host header field and to any request message that contains more than one Host header field line
        // or a Host header field with an invalid field value."
        if (hosts.size() > 1 || (hosts.isEmpty() && head.minorVersion() > 0)) {
            throw new BadRequest("Host must be present exactly once");
        }
        if (!hosts.stream().allMatch(Authority::isValid)) {
            throw new BadRequest("Host is not a host and a port");
        }
    }

    private static void checkFraming(HeaderFields fields) throws BadRequest {
        // RFC 9112 6.1: a server "MAY reject a request that contains both Content-Length and Transfer-Encoding"; bodies
        // are not accepted here at all, so no transfer coding is ever decoded.
        if (fields.contains("Transfer-Encoding")) {
            throw new BadRequest("Transfer-Encoding is not accepted");
        }
        List<String> lengths = fields.all("Content-Length");
        // RFC 9112 6.3: "If a message is received without Transfer-Encoding and with an invalid Content-Length header
        // field, then the message framing is invalid and the recipient MUST treat it as an unrecoverable error".
        if (lengths.size() > 1 || !lengths.stream().allMatch(HeadRules::isLength)) {
            throw new BadRequest("Content-Length is not one number");
        }
    }

    private static void checkNoBody(HeaderFields fields) throws BadRequest {
        // RFC 9110 15.5.14: 413 "indicates that the server is refusing to process a request because the request content
        // is larger than the server is willing or able to process."
        if (fields.first("Content-Length")
                .filter(length -> Long.parseLong(length) > 0)
                .isPresent()) {
            throw new BadRequest(HttpStatus.CONTENT_TOO_LARGE, "no request body is accepted");
        }
    }

    private static boolean isLength(String value) {
        // RFC 9110 8.6: Content-Length = 1*DIGIT.
        return !value.isEmpty()
                && value.length() - leadingZeros(value) <= MAX_LENGTH_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int leadingZeros(String value) {
        int zeros = 0;
        while (zeros < value.length() && value.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros;
    }
}
